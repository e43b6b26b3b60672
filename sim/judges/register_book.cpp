#include "sim/judges/register_book.hpp"

#include "base/overloaded.hpp"
#include "sim/judges/questions.hpp"

namespace sluice::sim {
namespace {

std::set<std::string> names_in(const access::merchant_scope& scope) {
  std::set<std::string> out;
  if (scope.is_everyone) out.insert("*");
  for (const auto& m : scope.some) out.insert(m.value());
  return out;
}

std::set<std::string> names_in(const std::vector<access::grant>& all) {
  std::set<std::string> out;
  for (const auto& g : all)
    if (g.version == 1) out.insert(g.system + '.' + g.operation);
  return out;
}

}  // namespace

register_book::entry register_book::entry_of(const access::terms& t) {
  return {t.kind == access::principal_kind::service, names_in(t.merchants), names_in(t.grants)};
}

void register_book::durable(const access::event& e) {
  std::visit(
      overloaded{
          [&](const access::principal_declared& d) { file_says(d); },
          [&](const access::principal_withdrawn& d) { withdrawn(d.principal); },
          [&](const access::principal_set& d) { person_says(d); },
          [&](const access::key_declared& d) { file_says(d.key); },
          [&](const access::key_withdrawn& d) { withdrawn(d.key); },
          [&](const access::key_added& d) {
            const auto& about = d.key.about;
            if (!keys_.emplace(about.id, key{.owner = about.owner}).second)
              verdict_->guilty(
                  promise::only_the_entitled, "the key " + about.id.value() + " is given twice");
          },
          [&](const access::key_revoked& d) { keys_[d.key].is_revoked = true; },
      },
      e);
}

void register_book::withdrawn(const access::principal_id& id) {
  if (!principals_[id].in_file)
    verdict_->guilty(promise::states_stand, id.value() + " has left a file in which it never was");
  principals_.erase(id);
}

void register_book::file_says(const access::principal_declared& e) {
  auto& p = principals_[e.principal];
  const auto said = entry_of(e.what);
  if (p.in_file == said)
    verdict_->guilty(promise::states_stand,
                     e.principal.value() + " is declared once more, and nothing of it is new");
  if (!p.in_file || p.in_file->merchants != said.merchants) p.now.merchants = said.merchants;
  if (!p.in_file || p.in_file->grants != said.grants) p.now.grants = said.grants;
  p.now.is_service = said.is_service;
  p.in_file = said;
}

void register_book::person_says(const access::principal_set& e) {
  auto& now = principals_[e.principal].now;
  if (e.what.kind) now.is_service = *e.what.kind == access::principal_kind::service;
  if (e.what.merchants) now.merchants = names_in(*e.what.merchants);
  if (e.what.grants) now.grants = names_in(*e.what.grants);
  if (e.what.person && *e.what.person == "a stranger")
    verdict_->guilty(promise::only_the_entitled,
                     e.principal.value() + " speaks for a person whom nobody has declared");
}

void register_book::file_says(const access::known_key& k) {
  auto& known = keys_[k.about.id];
  if (known.in_file == k)
    verdict_->guilty(promise::states_stand,
                     k.about.id.value() + " is declared once more, and nothing of it is new");
  known.owner = k.about.owner;
  known.is_secret_shared = k.about.kind == access::key_kind::hmac_sha256;
  known.is_revoked |= k.about.revoked_at.has_value();
  known.in_file = k;
}

void register_book::withdrawn(const access::key_id& id) {
  if (!keys_[id].is_revoked) keys_.erase(id);
}

bool register_book::may_ask(const access::key_id& by, const question& what) const {
  const auto k = keys_.find(by);
  if (k == keys_.end() || k->second.is_revoked) return false;
  const auto p = principals_.find(k->second.owner);
  if (p == principals_.end() || (k->second.is_secret_shared && !p->second.in_file)) return false;
  const auto& now = p->second.now;
  return now.is_service && now.grants.contains(std::string(verb_of(what))) &&
         (now.merchants.contains("*") || now.merchants.contains(order_of(what).merchant.value()));
}

}  // namespace sluice::sim
