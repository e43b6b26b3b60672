#include "sim/world/gatekeeper.hpp"

#include "sim/world/callers.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using access::key_id;
using access::principal_id;
using access::principal_kind;

const signed_by by_him{std::string(name_of_person), "as the day demands"};
const std::vector<access::grant> looks_at_orders{{"order", "get", 1}};
const std::vector<access::grant> looks_at_refunds{{"refund", "get", 1}};

}  // namespace

void gatekeeper::open() {
  constexpr int occasions = 6;
  for (int i = 0; i < occasions; ++i)
    scene_->time.after(
        dice_.roll().between(millis{0}, scene_->its_plan.arrive_within), [this] { act(); });
}

void gatekeeper::act() {
  const auto at = any_order();
  if (at && dice_.strikes(hazard::principal_made)) make_principal(at->merchant);
  if (dice_.strikes(hazard::grants_changed)) change_clerk();
  if (dice_.strikes(hazard::key_revoked)) revoke_key_of_clerk();
  if (dice_.strikes(hazard::settings_impossible)) ask_for_the_impossible();
  if (at) everybody_looks(*at);
}

void gatekeeper::say(question what) {
  bus_->send({.ask = std::move(what)}, [this](const answer& a) { colleague_->hear(a, 10s); });
}

std::optional<order_id> gatekeeper::any_order() {
  const auto& all = scene_->judges.known.all();
  if (all.empty()) return std::nullopt;
  const auto first = dice_.roll().below(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (const auto& o = all[(first + i) % all.size()]; o.exists()) return o.id;
  return std::nullopt;
}

void gatekeeper::later(std::function<void()> what) {
  scene_->time.after(dice_.roll().between(15s, 60s), std::move(what));
}

void gatekeeper::make_principal(const merchant_id& own) {
  const auto name = till_name(++made_);
  say(change_principal{{principal_id{name},
                        {.kind = principal_kind::service,
                         .merchants = access::merchant_scope{.some = {own}},
                         .grants = looks_at_orders},
                        by_him}});
  access::ed25519_public half{};
  half[0] = static_cast<std::uint8_t>(made_);
  half[1] = 1;
  later([this, name, half] {
    say(add_key{{.key = key_id{name}, .owner = principal_id{name}, .half = half, .who = by_him}});
    later([this, name] {
      if (const auto at = any_order()) everybody_looks(*at);
      say(change_principal{{principal_id{name}, {.grants = looks_at_refunds}, by_him}});
      later([this, name] { say(revoke_key{{key_id{name}, by_him}}); });
    });
  });
}

void gatekeeper::change_clerk() {
  const auto& grants = dice_.roll().one_in(2) ? looks_at_orders : looks_at_refunds;
  say(change_principal{{principal_id{std::string(name_of_clerk)}, {.grants = grants}, by_him}});
}

void gatekeeper::revoke_key_of_clerk() {
  say(revoke_key{{key_id{clerk_key(1 + dice_.roll().below(keys_of_clerk))}, by_him}});
}

void gatekeeper::ask_for_the_impossible() {
  say(change_principal{{principal_id{"impostor"},
                        {.kind = principal_kind::operator_, .person = "a stranger"},
                        by_him}});
  say(add_key{{.key = key_id{clerk_key(1)},
               .owner = principal_id{till_name(1)},
               .half = {9, 9},
               .who = by_him}});
  say(revoke_key{{key_id{"nobody's"}, by_him}});
}

void gatekeeper::everybody_looks(const order_id& at) {
  for (std::uint32_t i = 1; i <= keys_of_clerk; ++i) look_as(clerk_key(i), at);
  for (std::uint32_t i = 1; i <= made_; ++i) look_as(till_name(i), at);
  look_as(std::string(shared_till_key), at);
}

void gatekeeper::look_as(const std::string& key, const order_id& at) {
  bus_->send(
      {.ask = get_order{at}, .from = access::caller{.key = key_id{key}}}, [](const answer&) {});
}

}  // namespace sluice::sim
