#include "adapters/channels/dialects.hpp"

#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

/// With all that any dialect wants of a call of this kind.
channel_call whole_call(operation what, business_type type) {
  auto call = call_of(what, type);
  call.channel_reference = "42";
  call.code = secret("493817");
  call.payer = std::make_shared<const payer_details>(payer_details{
      .token = secret("6235240000020757577"),
      .payer_id = "oUpF8uMuAJO",
      .ip_address = "203.0.113.7",
      .return_url = "https://shop.example/thanks"});
  return call;
}

}  // namespace

TEST_CASE("a row says exactly what its dialect can assemble") {
  for (const auto& row : all_dialects()) {
    auto account = whole_account(row.name);
    account.confirms_by_sms = true;
    const auto speaks = dialect_of(row.name, std::move(account));
    for (const auto& policy : business_policies)
      for (const auto what :
           {operation::pay, operation::confirm, operation::query, operation::revoke,
            operation::close, operation::refund, operation::refund_query}) {
        INFO(row.name << ' ' << policy.name << ' ' << name_of(what));
        CHECK(row.can(what, policy.type) !=
              std::holds_alternative<no_such_operation>(
                  speaks->assemble(whole_call(what, policy.type), {})));
      }
  }
}

TEST_CASE("a row that tells nothing unasked reads no notification") {
  for (const auto& row : all_dialects()) {
    if (row.notifies) continue;
    const auto speaks = dialect_of(row.name, whole_account(row.name));
    for (const auto* body : {"", "<xml/>", "{}", "out_trade_no=K1&trade_status=TRADE_SUCCESS"})
      CHECK(std::holds_alternative<notice_refusal>(heard(*speaks, posted("/notify/x", body))));
  }
}

TEST_CASE("rows are found by their own names") {
  for (const auto& row : all_dialects()) CHECK(find_dialect(row.name) == &row);
  CHECK(find_dialect("nobody") == nullptr);
}

TEST_CASE("whoever lacks a key that is required hears which") {
  for (const auto& row : all_dialects())
    for (const auto& need : row.keys) {
      if (!need.is_required) continue;
      INFO(row.name << ' ' << need.name);
      auto account = whole_account(row.name);
      account.keys.add(std::string(need.name), secret{});
      const auto made = row.make(account);
      REQUIRE(std::holds_alternative<key_fault>(made));
      const auto& fault = std::get<key_fault>(made);
      CHECK(fault.key == need.name);
      CHECK(fault.why == "it is missing");
      CHECK(fault.allowed == need.what);
    }
}

TEST_CASE("a damaged key is found when the dialect is made, and not quoted") {
  for (const auto& row : all_dialects()) {
    const auto whole = whole_account(row.name);
    for (const auto& [name, text] : whole.keys) {
      if (name == "public_key_id") continue;  // a name: half of one is another one
      const auto half = text.reveal().substr(0, text.reveal().size() / 2);
      for (const auto& damaged : {half, std::string("-----BEGIN NOTHING-----"), std::string(" ")}) {
        INFO(row.name << ' ' << name << ' ' << damaged.size());
        auto account = whole;
        account.keys.add(name, secret(damaged));
        const auto made = row.make(account);
        REQUIRE(std::holds_alternative<key_fault>(made));
        const auto& fault = std::get<key_fault>(made);
        CHECK(fault.key == name);
        CHECK_FALSE(fault.why.empty());
        if (damaged == half) CHECK(fault.why.find(half.substr(half.size() - 8)) == fault.why.npos);
      }
    }
  }
}

TEST_CASE("every key that an account may have has a row, and no two have one name") {
  for (const auto& row : all_dialects()) {
    for (const auto& [name, text] : whole_account(row.name).keys)
      CHECK(std::any_of(row.keys.begin(), row.keys.end(),
                        [&](const key_need& need) { return need.name == name; }));
    for (std::size_t i = 0; i < row.keys.size(); ++i)
      for (std::size_t j = i + 1; j < row.keys.size(); ++j)
        CHECK(row.keys[i].name != row.keys[j].name);
  }
}
