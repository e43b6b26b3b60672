#include "app/demo/access_show.hpp"

#include <stdexcept>
#include <utility>

namespace sluice::demo {
namespace {

/// Of a merchant that needs a signature.
nlohmann::json nobodys_order() { return {{"merchant", "m4"}, {"order_no", "nobody-1"}}; }
nlohmann::json an_order() {
  auto body = nobodys_order();
  body.update({{"business_type", "payment_code"},
               {"amount_minor", 1200},
               {"currency", "CNY"},
               {"payment_code", "284567890123456789"}});
  return body;
}

void count(tally& into, bool good) {
  ++into.tried;
  into.as_it_should += good ? 1U : 0U;
}

}  // namespace

bool access_shown::is_as_it_should() const noexcept {
  const auto is_full = [](const tally& t) { return t.tried > 0 && t.tried == t.as_it_should; };
  return is_full(strangers) && is_full(overlap) && old_key_afterwards == "key_revoked" &&
         alone == "second_person_is_first" && agreed == "done";
}

access_show::access_show(fleet& programs, asker& over)
    : programs_(programs),
      over_(over),
      person_(programs.operator_key()),
      other_person_(programs.second_operator_key()),
      old_(programs.service_key()) {}

void access_show::turn(std::size_t sent, std::size_t before_crash) {
  constexpr std::size_t parts = 4;
  const auto is_due = [&](std::size_t part) { return sent * parts >= before_crash * part; };
  if (next_ == step::strangers && is_due(0)) strangers_ask();
  if (next_ == step::rotate && is_due(1)) rotate();
  if (next_ == step::propose && is_due(2)) propose();
  if (next_ == step::revoke && is_due(3)) revoke();
}

access_shown access_show::found() const {
  auto out = found_;
  out.with_old = over_.signed_with(old_.id);
  out.with_new = new_ ? over_.signed_with(new_->id) : 0;
  return out;
}

void access_show::strangers_ask() {
  next_ = step::rotate;
  const auto ask = [&](const char* what, const nlohmann::json& body) {
    over_.ask_as(std::nullopt, what, body, [this](const nlohmann::json& answer) {
      count(found_.strangers, error_code(answer) == "not_allowed");
      if (answer.contains("error")) found_.told = answer["error"].value("message", "");
    });
  };
  ask("order.create", an_order());
  ask("order.get", nobodys_order());
  ask("order.revoke", nobodys_order());
}

void access_show::rotate() {
  next_ = step::waiting;
  new_ = programs_.rotate_service_key();
  read_keys_again([this] {
    over_.sign_with({old_, *new_});  // in turns: both are good
    both_ask();
  });
}

void access_show::both_ask() {
  for (const auto& by : {old_, *new_})
    over_.ask_as(by, "order.get", nobodys_order(), [this](const nlohmann::json& answer) {
      count(found_.overlap, error_code(answer) == "order_not_found");
      if (found_.overlap.tried == 2) next_ = step::propose;
    });
}

/// One more who may look: that widens rights.
void access_show::propose() {
  next_ = step::waiting;
  over_.ask_as(person_, "principal.set",
               {{"principal", "night-auditor"},
                {"kind", "auditor"},
                {"operator", "li.wei"},
                {"reason", "the books are looked at at night"}},
               [this](const nlohmann::json& answer) {
                 if (error_code(answer) != "second_person_needed")
                   throw std::runtime_error{"rights were widened by one person: " + answer.dump()};
                 agree(answer.at("proposal"));
               });
}

void access_show::agree(const nlohmann::json& to) {
  const auto word = [&](const char* person) {
    return nlohmann::json{{"proposal", to.at("proposal")},
                          {"position", to.at("position")},
                          {"operator", person},
                          {"reason", "read and understood"}};
  };
  over_.ask_as(person_, "operator.confirm", word("li.wei"),
               [this, by_other = word("chen.jie")](const nlohmann::json& alone) {
                 found_.alone = error_code(alone);
                 over_.ask_as(other_person_, "operator.confirm", by_other,
                              [this](const nlohmann::json& agreed) {
                                found_.agreed = agreed.value("stage", error_code(agreed));
                                next_ = step::revoke;
                              });
               });
}

/// Requests that are signed with the old key and under way are heard before the word to read the
/// keys again: they come over the same connection.
void access_show::revoke() {
  next_ = step::waiting;
  over_.sign_with({*new_});
  programs_.revoke_key(old_.id);
  read_keys_again([this] { old_one_asks(); });
}

void access_show::old_one_asks() {
  over_.ask_as(old_, "order.get", nobodys_order(), [this](const nlohmann::json& answer) {
    found_.old_key_afterwards = error_code(answer);
    next_ = step::done;
  });
}

void access_show::read_keys_again(const std::function<void()>& then) {
  over_.ask_as(
      person_, "config.reload", {{"operator", "li.wei"}, {"reason", "the shop's key is replaced"}},
      [then](const nlohmann::json& answer) {
        if (const auto why = error_code(answer); !why.empty())
          throw std::runtime_error{"the keys were not read again: " + why};
        then();
      });
}

}  // namespace sluice::demo
