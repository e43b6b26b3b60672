#include "sim/world/callers.hpp"

#include <cstring>
#include <functional>
#include <string>

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view key_of_service = "service of ";
constexpr std::string_view key_of_revoked = "revoked service of ";
constexpr std::string_view key_of_version = "service of another version of ";

access::caller named(std::string_view words, const merchant_id& m = {}) {
  return {access::key_id{std::string(words) + m.value()}};
}

/// There is no such merchant, but there is its service.
const merchant_id& foreign_merchant() {
  static const merchant_id elsewhere{"elsewhere"};
  return elsewhere;
}

/// Another one for each key.
access::ed25519_public half_of(const access::key_id& id) {
  const auto hash = std::hash<access::key_id>{}(id);
  access::ed25519_public half{2, 2};  // no other half begins like these
  std::memcpy(half.data() + 2, &hash, sizeof hash);
  return half;
}

void put_key(access::take_over& to, access::key k) {
  k.kind = access::key_kind::ed25519;
  const auto half = half_of(k.id);
  access::known_key known{std::move(k), half};
  const auto id = known.about.id;
  to.keys.emplace(id, std::move(known));
}

void add(access::take_over& to, const access::caller& who, access::principal_kind kind,
         access::merchant_scope merchants, std::vector<access::grant> what) {
  const access::principal_id id{who.key.value()};
  const auto is_operator = kind == access::principal_kind::operator_;
  const auto person =
      who.key == caller_as(role::second_operator, {}).key ? name_of_colleague : name_of_person;
  to.principals.emplace(
      id, access::terms{.kind = kind,
                        .person = is_operator ? std::string(person) : std::string(),
                        .merchants = std::move(merchants),
                        .grants = std::move(what)});
  put_key(to, {.id = who.key, .owner = id});
}

void add_services(access::take_over& to, const merchant_id& of) {
  using access::principal_kind;
  const auto usual = access::usual_grants(principal_kind::service);
  auto other_version = usual;
  for (auto& g : other_version) g.version = 2;
  const access::merchant_scope own{.some = {of}};
  add(to, caller_as(role::service, of), principal_kind::service, own, usual);
  add(to, caller_as(role::other_version, of), principal_kind::service, own, other_version);
  put_key(to, {.id = caller_as(role::revoked_service, of).key,
               .owner = access::principal_id{caller_as(role::service, of).key.value()},
               .revoked_at = instant{}});
  if (is_open(of)) to.open.insert(of);
}

void add_clerk(access::take_over& to) {
  const access::principal_id id{std::string(name_of_clerk)};
  to.principals.emplace(
      id, access::terms{.merchants = {.is_everyone = true}, .grants = {{"order", "get", 1}}});
  for (std::uint32_t i = 1; i <= keys_of_clerk; ++i)
    put_key(to, {.id = access::key_id{clerk_key(i)}, .owner = id});
  const access::key_id shared{std::string(shared_till_key)};
  to.keys.emplace(
      shared, access::known_key{{.id = shared, .owner = access::principal_id{till_name(1)}},
                                access::hmac_fingerprint{}});
}

}  // namespace

std::string clerk_key(std::uint64_t number) {
  return std::string(name_of_clerk) + ' ' + std::to_string(number);
}

std::string till_name(std::uint32_t number) { return "till " + std::to_string(number); }

bool is_changing(const access::caller& who) {
  return who.key.value().starts_with("till ") || who.key.value().starts_with("clerk ");
}

bool is_open(const merchant_id& m) { return (m.value().back() - '0') % 2 == 0; }

access::caller caller_as(role r, const merchant_id& about) {
  switch (r) {
    case role::nobody: return {};
    case role::service: return named(key_of_service, about);
    case role::foreign_service: return named(key_of_service, foreign_merchant());
    case role::revoked_service: return named(key_of_revoked, about);
    case role::other_version: return named(key_of_version, about);
    case role::operator_: return named("operator");
    case role::second_operator: return named("second operator");
    case role::same_operator: return named("operator again");
    case role::auditor: return named("auditor");
    case role::risk_service: return named("risk service");
    case role::forger: return named("forger");
  }
  broken_invariant("every role has a caller", __FILE__, __LINE__);
}

access::caller rightful_caller(const question& ask) {
  if (std::holds_alternative<answer_risk>(ask)) return caller_as(role::risk_service, {});
  if (person_named_in(ask) != nullptr) return caller_as(role::operator_, {});
  const auto* about = merchant_of(ask);
  if (about == nullptr) return caller_as(role::auditor, {});
  return is_open(*about) ? caller_as(role::nobody, *about) : caller_as(role::service, *about);
}

role role_of(const access::caller& who, const merchant_id& about) {
  for (const auto r : {role::nobody, role::service, role::revoked_service, role::other_version,
                       role::operator_, role::second_operator, role::same_operator, role::auditor,
                       role::risk_service, role::forger})
    if (caller_as(r, about).key == who.key) return r;
  return role::foreign_service;
}

access::take_over declared_in(const engine_settings& engine,
                              const std::vector<approval::rule>& approvals) {
  using access::principal_kind;
  access::take_over out;
  out.approvals = approvals;
  for (const auto& m : engine.merchants) add_services(out, m.id);
  add(out, caller_as(role::foreign_service, {}), principal_kind::service,
      {.some = {foreign_merchant()}}, access::usual_grants(principal_kind::service));
  for (const auto r : {role::operator_, role::second_operator, role::same_operator})
    add(out, caller_as(r, {}), principal_kind::operator_, {},
        access::usual_grants(principal_kind::operator_));
  add(out, caller_as(role::auditor, {}), principal_kind::auditor, {},
      access::usual_grants(principal_kind::auditor));
  add(out, caller_as(role::risk_service, {}), principal_kind::risk, {},
      access::usual_grants(principal_kind::risk));
  add_clerk(out);
  return out;
}

}  // namespace sluice::sim
