#include <algorithm>

#include "domain/access/decide.hpp"
#include "domain/access/in_force.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::access::register_table_test {
namespace {

using namespace sluice::test;

const signed_by li{"li", "because"};
const surroundings roomy{};

std::vector<grant> grants_in(const std::string& text) {
  std::vector<grant> out;
  for (const auto& one : parts_of(text, ',')) out.push_back(*grant_from_text(one));
  return out;
}

merchant_scope scope_in(const std::string& text) {
  merchant_scope out;
  for (const auto& one : parts_of(text, ','))
    if (one == "*")
      out.is_everyone = true;
    else
      out.some.emplace_back(one);
  return out;
}

/// "service:m1:order.get", "operator:li.wei", "auditor"
terms terms_in(const std::vector<std::string>& words) {
  terms out{.kind = *principal_kind_from_name(words[0])};
  out.grants = usual_grants(out.kind);
  if (out.kind == principal_kind::operator_) out.person = words.at(1);
  if (out.kind != principal_kind::service) return out;
  out.merchants = scope_in(words.at(1));
  out.grants = grants_in(words.at(2));
  return out;
}

/// "hmac:shop", "ed25519:till:until9", "hmac:shop:revoked"
known_key key_in(const std::string& id, const std::vector<std::string>& words) {
  known_key out{{.id = key_id{id}, .owner = principal_id{words.at(1)}}};
  const auto mark = static_cast<std::uint8_t>(id.back());
  if (words[0] == "hmac") out.half = hmac_fingerprint{mark};
  if (words[0] == "ed25519") {
    out.about.kind = key_kind::ed25519;
    out.half = ed25519_public{mark};
  }
  for (const auto& word : words) {
    if (word == "revoked") out.about.revoked_at = instant{millis{7}};
    if (word == "until9") out.about.until = instant{millis{9}};
  }
  return out;
}

take_over file_in(const std::string& text) {
  take_over out;
  for (const auto& [name, value] : named_values(text)) {
    const auto words = parts_of(value, ':');
    if (principal_kind_from_name(words[0]))
      out.principals.emplace(principal_id{name}, terms_in(words));
    else
      out.keys.emplace(key_id{name}, key_in(name, words));
  }
  return out;
}

terms_change change_in(const std::map<std::string, std::string>& named) {
  terms_change out;
  for (const auto& [name, value] : named) {
    if (name == "kind") out.kind = *principal_kind_from_name(value);
    if (name == "person") out.person = value;
    if (name == "merchants") out.merchants = scope_in(value);
    if (name == "grants") out.grants = grants_in(value);
  }
  return out;
}

word word_in(const std::string& text) {
  const auto words = parts_of(text, ' ');
  auto named = named_values(text);
  if (words[0] == "file") return file_in(text);
  if (words[0] == "set") return set_principal{principal_id{words.at(1)}, change_in(named), li};
  if (words[0] == "revoke") return revoke_key{key_id{words.at(1)}, li};
  REQUIRE(words[0] == "add");
  const auto time = [&](const char* name) { return instant{millis{std::stoi(named.at(name))}}; };
  add_key out{.key = key_id{words.at(1)},
              .owner = principal_id{named.at("owner")},
              .half = {static_cast<std::uint8_t>(std::stoi(named.at("half")))},
              .who = li};
  if (named.contains("from")) out.from = time("from");
  if (named.contains("until")) out.until = time("until");
  return out;
}

std::string named_in(const terms_change& what) {
  std::string out;
  each_term([&](term which, auto, auto terms_change::* wanted) {
    if (what.*wanted) out += ' ' + std::string(term_rows[static_cast<std::size_t>(which)].name);
  });
  return out;
}

std::string text_of(const event& e) {
  if (const auto* d = std::get_if<principal_declared>(&e))
    return "principal_declared " + d->principal.value();
  if (const auto* d = std::get_if<principal_withdrawn>(&e))
    return "principal_withdrawn " + d->principal.value();
  if (const auto* d = std::get_if<principal_set>(&e)) {
    CHECK(d->who == li);
    return "principal_set " + d->principal.value() + named_in(d->what);
  }
  if (const auto* d = std::get_if<key_declared>(&e))
    return "key_declared " + d->key.about.id.value();
  if (const auto* d = std::get_if<key_withdrawn>(&e)) return "key_withdrawn " + d->key.value();
  if (const auto* d = std::get_if<key_added>(&e)) {
    CHECK(d->who == li);
    return "key_added " + d->key.about.id.value();
  }
  CHECK(std::get<key_revoked>(e).who == li);
  return "key_revoked " + std::get<key_revoked>(e).key.value();
}

std::string text_of(const std::vector<event>& events) {
  std::string out;
  for (const auto& e : events) out += (out.empty() ? "" : " ") + text_of(e);
  return out.empty() ? "nothing" : out;
}

std::string shown(const held_principal& p) {
  if (p.now.kind != principal_kind::service) return {};
  std::string out;
  for (const auto& g : p.now.grants) out += (out.empty() ? ":" : ",") + to_text(g);
  const auto& from = p.from[static_cast<std::size_t>(term::grants)];
  return out + '@' + (from.by == author::file ? "file" : from.person);
}

std::string in_force(const state& s) {
  const auto says = book_of(s);
  std::string principals, keys;
  for (const auto& [id, p] : s.principals)
    if (says.principals.contains(id))
      principals += (principals.empty() ? "" : " ") + id.value() + shown(p);
  for (const auto& [key, is_operators] : keys_in_force(s, says)) {
    const auto owner = says.principals.find(key.about.owner);
    CHECK(says.keys.at(key.about.id) == key.about);
    CHECK(is_operators ==
          (owner != says.principals.end() && owner->second.kind == principal_kind::operator_));
    if (owner == says.principals.end()) continue;
    keys += (keys.empty() ? "" : " ") + key.about.id.value() + (key.about.revoked_at ? "!" : "");
  }
  return (principals.empty() ? "-" : principals) + "; " + (keys.empty() ? "-" : keys);
}

}  // namespace

TEST_CASE("Who may ask becomes what the table says") {
  for (const auto& section : read_table("access/register_table.txt")) {
    state s;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto said = decide(s, word_in(line.word), roomy);
      if (const auto* no = std::get_if<rejection>(&said)) {
        CHECK("refused " + std::string(name_of(no->code)) +
                  (no->field.empty() ? "" : ' ' + no->field) ==
              line.outcome);
        CHECK_FALSE(no->message.empty());
      } else {
        const auto& events = std::get<std::vector<event>>(said);
        CHECK(text_of(events) == line.outcome);
        for (const auto& e : events) apply(s, e, instant{millis{1000}});
      }
      CHECK(in_force(s) == line.holds);
    }
  }
}

TEST_CASE("The register has room for so much, and says for how much") {
  const surroundings little{.most_principals = 1, .most_keys = 1, .most_grants = 2};
  const auto refused = [&](const state& s, const std::string& text) {
    const auto said = decide(s, word_in(text), little);
    const auto* no = std::get_if<rejection>(&said);
    return no == nullptr ? std::string("-") : std::string(name_of(no->code)) + ": " + no->message;
  };
  const state empty;
  CHECK(refused(empty, "file a=service:m1:order.get b=service:m1:order.get")
            .starts_with("too_many_principals: the file and the keystore have 2 principals"));
  CHECK(refused(empty, "file k1=hmac:a k2=hmac:a").starts_with("too_many_keys: "));
  CHECK(refused(empty, "file a=service:m1:order.get,refund.get,order.create")
            .starts_with("setting_out_of_range: "));
  state full;
  const auto begun = decide(full, word_in("file a=service:m1:order.get k1=hmac:a"), little);
  for (const auto& e : std::get<std::vector<event>>(begun)) apply(full, e, instant{});
  CHECK(refused(full, "set b kind=service merchants=m1 grants=order.get")
            .starts_with("too_many_principals: there is room for 1"));
  CHECK(refused(full, "set a grants=order.get,refund.get") == "-");
  CHECK(refused(full, "set a grants=order.get,refund.get,order.create")
            .starts_with("setting_out_of_range: a principal has at most 2 grants"));
  CHECK(refused(full, "add k2 owner=a half=2").starts_with("too_many_keys: there is room for 1"));
  const auto ends = decide(full, word_in("revoke k1"), little);
  for (const auto& e : std::get<std::vector<event>>(ends)) apply(full, e, instant{});
  CHECK(refused(full, "add k2 owner=a half=2").starts_with("too_many_keys: "));
}

TEST_CASE("Whoever reads only keeps what nobody can take from it") {
  state s;
  const auto said = decide(s, word_in("set look kind=auditor grants=order.get"), roomy);
  for (const auto& e : std::get<std::vector<event>>(said)) apply(s, e, instant{});
  for (const auto& g : fixed_grants(principal_kind::auditor)) {
    const auto& has = s.principals.at(principal_id{"look"}).now.grants;
    CHECK(std::count(has.begin(), has.end(), g) == 1);
  }
}

}  // namespace sluice::access::register_table_test
