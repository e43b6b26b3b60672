#include "domain/access/grant.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/invariant.hpp"

namespace sluice::access {
namespace {

/// What only the risk service may say changes no setting, and what it lets through moves by itself.
enum class effect : std::uint8_t { reads, changes_settings, moves_money, answers_risk };

struct row {
  std::string_view system, operation;
  effect does;
  bool is_services;  ///< a service may be given it, and has it when nothing is said
  bool is_operators;  ///< an operator has it when nothing is said
  std::uint16_t versions = 1;  ///< of the interface, as there are now
  std::uint8_t persons = 0;  ///< that must want it; 0: it is no word that people agree about
};

constexpr auto rows = std::to_array<row>({
    {"order", "create", effect::moves_money, true, false, 2},
    {"order", "get", effect::reads, true, true},
    {"order", "revoke", effect::moves_money, true, false},
    {"order", "capture", effect::moves_money, true, false},
    {"order", "verify", effect::moves_money, true, false},
    {"order", "trace", effect::reads, false, true},
    {"order", "resolve", effect::moves_money, false, true, 1, 2},
    {"refund", "create", effect::moves_money, true, false},
    {"refund", "get", effect::reads, true, true},
    {"agreement", "create", effect::moves_money, true, false},
    {"agreement", "get", effect::reads, true, true},
    {"agreement", "verify", effect::moves_money, true, false},
    {"agreement", "cancel", effect::moves_money, true, false},
    {"risk", "answer", effect::answers_risk, false, false},
    {"channel", "list", effect::reads, true, true},
    {"channel", "get", effect::reads, false, true},
    {"channel", "set", effect::changes_settings, false, true, 1, 1},
    {"channel", "switch", effect::changes_settings, false, true, 1, 1},
    {"merchant", "list", effect::reads, false, true},
    {"merchant", "get", effect::reads, false, true},
    {"merchant", "create", effect::changes_settings, false, true, 1, 1},
    {"merchant", "set", effect::changes_settings, false, true, 1, 1},
    {"merchant", "degrade", effect::changes_settings, false, true, 1, 1},
    {"merchant", "promote", effect::changes_settings, false, true, 1, 1},
    {"route", "get", effect::reads, false, true},
    {"route", "explain", effect::reads, false, true},
    {"route", "set", effect::changes_settings, false, true, 1, 1},
    {"route", "drop", effect::changes_settings, false, true, 1, 1},
    {"account", "get", effect::reads, true, true},
    {"settlement", "list", effect::reads, true, true},
    {"settlement", "run", effect::moves_money, false, true, 1, 2},
    {"settlement", "resolve", effect::moves_money, false, true, 1, 2},
    {"contract", "get", effect::reads, false, true},
    {"contract", "put", effect::changes_settings, false, true, 1, 2},
    {"bill", "report", effect::changes_settings, false, true},
    {"difference", "list", effect::reads, false, true},
    {"difference", "get", effect::reads, false, true},
    {"difference", "resolve", effect::changes_settings, false, true},
    {"method", "list", effect::reads, true, true},
    {"webhook", "list", effect::reads, true, true},
    {"webhook", "enable", effect::changes_settings, false, true},
    {"alarm", "list", effect::reads, false, true},
    {"alarm", "ack", effect::changes_settings, false, true},
    {"alarm", "silence", effect::changes_settings, false, true},
    {"link", "figures", effect::reads, false, true},
    {"engine", "get", effect::reads, false, true},
    {"engine", "degrade", effect::changes_settings, false, true, 1, 2},
    {"config", "reload", effect::changes_settings, false, true},
    {"operator", "list", effect::reads, false, true},
    {"operator", "confirm", effect::moves_money, false, true},
    {"principal", "list", effect::reads, false, true},
    {"principal", "set", effect::changes_settings, false, true, 1, 2},
    {"key", "list", effect::reads, false, true},
    {"key", "add", effect::changes_settings, false, true, 1, 2},
    {"key", "revoke", effect::changes_settings, false, true, 1, 1},
});

const row* find(const command& c) noexcept {
  for (const auto& r : rows)
    if (r.system == c.system && r.operation == c.operation) return &r;
  return nullptr;
}

bool may_be_given(principal_kind kind, const row& r) noexcept {
  switch (kind) {
    case principal_kind::service: return r.is_services;
    case principal_kind::operator_: return r.does != effect::answers_risk;
    case principal_kind::auditor: return r.does == effect::reads;
    case principal_kind::risk: return r.does == effect::answers_risk;
  }
  broken_invariant("every kind of caller has its limits", __FILE__, __LINE__);
}

template <class Which>
std::vector<grant> grants_where(Which which) {
  std::vector<grant> out;
  for (const auto& r : rows)
    for (std::uint16_t version = 1; which(r) && version <= r.versions; ++version)
      out.push_back({std::string(r.system), std::string(r.operation), version});
  return out;
}

std::optional<std::uint16_t> version_in(std::string_view text) {
  std::uint16_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end || number == 0) return std::nullopt;
  return number;
}

}  // namespace

std::optional<grant> grant_from_text(std::string_view text) {
  grant out;
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto version = version_in(text.substr(slash + 1));
    if (!version) return std::nullopt;
    out.version = *version;
    text = text.substr(0, slash);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  out.system = text.substr(0, dot);
  out.operation = text.substr(dot + 1);
  const auto names_one = [&](const row& r) {
    return out.covers({r.system, r.operation, out.version});
  };
  if (std::none_of(rows.begin(), rows.end(), names_one)) return std::nullopt;
  return out;
}

std::string to_text(const grant& g) {
  const auto text = g.system + '.' + g.operation;
  return g.version == 1 ? text : text + '/' + std::to_string(g.version);
}

bool only_reads(const command& c) noexcept {
  const auto* r = find(c);
  return r != nullptr && r->does == effect::reads;
}

bool moves_money(const command& c) noexcept {
  const auto* r = find(c);
  return r == nullptr || r->does == effect::moves_money;
}

std::uint8_t usual_persons(const command& c) noexcept {
  const auto* r = find(c);
  return r == nullptr ? 0 : r->persons;
}

std::string words_of_people() {
  std::string out;
  for (const auto& r : rows)
    if (r.persons > 0)
      out += (out.empty() ? "" : ", ") + std::string(r.system) + '.' + std::string(r.operation);
  return out;
}

bool may_be_given(principal_kind kind, const command& c) noexcept {
  const auto* r = find(c);
  return r != nullptr && may_be_given(kind, *r);
}

bool may_be_given(principal_kind kind, const grant& g) noexcept {
  return std::all_of(rows.begin(), rows.end(), [&](const row& r) {
    return !g.covers({r.system, r.operation, g.version}) || may_be_given(kind, r);
  });
}

std::vector<grant> usual_grants(principal_kind kind) {
  switch (kind) {
    case principal_kind::service: return grants_where([](const row& r) { return r.is_services; });
    case principal_kind::operator_:
      return grants_where([](const row& r) { return r.is_operators; });
    case principal_kind::auditor:
    case principal_kind::risk: return fixed_grants(kind);
  }
  broken_invariant("every kind of caller has its usual grants", __FILE__, __LINE__);
}

std::vector<grant> fixed_grants(principal_kind kind) {
  if (kind == principal_kind::service) return {};
  const auto all_of = kind == principal_kind::risk ? effect::answers_risk : effect::reads;
  return grants_where([&](const row& r) { return r.does == all_of; });
}

std::vector<std::string> command_names() {
  std::vector<std::string> out;
  for (const auto& r : rows) out.push_back(std::string(r.system) + '.' + std::string(r.operation));
  return out;
}

}  // namespace sluice::access
