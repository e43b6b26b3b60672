// The simulated channels' own bills of a day against a log of the same day, in each dialect.
#include "sim/providers/coupons.hpp"
#include "tests/adapters/bills/channel_side.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/log_of_orders.hpp"
#include "tests/app/run_program.hpp"

namespace sluice::test::recon_channels_test {
namespace {

/// What let_a_day_pass does at the channel, as an engine has it in its log. UnionPay tells of no
/// coupons.
void write_the_day(const std::string& folder, bool with_coupons) {
  log_of_orders log(folder, "bank");
  const money coupon{70'700, currency::cny};
  log.pay("YESTERDAY0001", 5'000, "2026-01-01T15:59:59Z");
  log.pay("ORDER00000001", 10'000, "2026-01-01T16:00:00Z");
  const auto settled = with_coupons ? sim::made_up(coupon).settled : coupon.minor_units;
  log.pay("ORDER00000002", coupon.minor_units, "2026-01-02T00:00:00Z",
          {.settled = money{settled, currency::cny}});
  log.revoke("ORDER00000003", 12'300, "2026-01-02T04:00:00Z");
  log.give_back("ORDER00000002", "REFUND0000001", 20'000, "2026-01-02T04:30:00Z");
  log.give_back("YESTERDAY0001", "REFUND0000002", 5'000, "2026-01-02T05:00:00Z");
  log.give_back("ORDER00000001", "REFUND0000003", 100, "2026-01-02T15:59:59Z");
  log.pay("TOMORROW00001", 900, "2026-01-02T16:00:00Z");
}

}  // namespace

TEST_CASE("what a channel has of a day is what the log has, in every dialect") {
  const temporary_folder folder;
  for (const std::string name : {"wechat_v2", "wechat_v3", "alipay", "unionpay"}) {
    const auto data = (folder.path() / ("log of " + name)).string();
    write_the_day(data, name != "unionpay");
    channel_side side(name);
    let_a_day_pass(side);
    const auto heard = side.fetch(beijing("2026-01-03 10:00:00"));
    const auto& bill = std::get<bill_file>(heard);
    const auto file = folder.write(name + std::string(bill.ending), bill.bytes);
    const auto told = run_sluice({"recon", "check", "--data", data, file, "--day", "2026-01-02"});
    CAPTURE(name, told.out, told.error);
    CHECK(told.status == 0);
    CHECK_THAT(told.out, contains("7 rows") && contains("all matched"));
    CHECK_THAT(told.out, contains("against channel bank"));

    side.pay("NOBODYS000001", 400, "2026-01-02 20:00:00");
    const auto more = side.fetch(beijing("2026-01-03 10:00:00"));
    const auto again =
        folder.write("more" + name + std::string(bill.ending), std::get<bill_file>(more).bytes);
    const auto differs =
        run_sluice({"recon", "check", "--data", data, again, "--day", "2026-01-02"});
    CAPTURE(differs.out, differs.error);
    CHECK(differs.status == 1);
    CHECK_THAT(differs.out, contains("unknown_there") && contains("number NOBODYS000001") &&
                                contains("\n1 difference\n"));
  }
}

}  // namespace sluice::test::recon_channels_test
