// Bills of channels, each to its reader: files, archives, and what is packed in them. Good ones to
// begin with come from the simulated channels.
#include <algorithm>

#include "adapters/bills/alipay_bill.hpp"
#include "adapters/bills/unionpay_bill.hpp"
#include "adapters/bills/wechat_bill.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/packing/zip.hpp"
#include "base/invariant.hpp"
#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {
namespace {

/// No line vanishes, and what is called proven is.
void check(const bills::reading_of_bill& read) {
  const auto* const one = std::get_if<bills::bill>(&read);
  if (one == nullptr) {
    SLUICE_INVARIANT(!std::get<bills::not_a_bill>(read).why.empty());
    return;
  }
  SLUICE_INVARIANT(one->rows.size() + one->remarks + one->unreadable.size() == one->lines);
  for (const auto& line : one->unreadable) SLUICE_INVARIANT(line.line > 0 && !line.why.empty());
  if (standing_of(*one) != bills::bill_standing::proven) return;
  SLUICE_INVARIANT(one->is_whole && one->unreadable.empty());
  SLUICE_INVARIANT(
      std::ranges::all_of(one->sums, [](const auto& sum) { return sum.found == sum.stated; }));
}

sim::statement made_up_day() {
  sim::statement lines;
  const auto add = [&](sim::movement_kind kind, std::int64_t fen) {
    const std::string number = "ORDER000000" + std::to_string(lines.size());
    lines.push_back(
        {.moved = {.kind = kind,
                   .at = instant{millis{1'767'300'000'000}},
                   .key = number,
                   .refund_key = "R" + number,
                   .amount = {fen, currency::cny},
                   .reference = "782000000000000000001"},
         .about = {.key = number,
                   .amount = {70'700, currency::cny},
                   .reference = "782000000000000000001",
                   .app_id = "wx1"}});
  };
  add(sim::movement_kind::paid, 70'700);
  add(sim::movement_kind::refunded, 20'000);
  add(sim::movement_kind::given_back, 50'700);
  return lines;
}

constexpr auto day = "20260102";

}  // namespace

void feed_wechat_bill(std::string_view bytes) { check(bills::read_wechat_bill(bytes)); }

void feed_alipay_bill(std::string_view bytes) { check(bills::read_alipay_bill(bytes)); }

/// The first byte chooses whether the name says a clearing day.
void feed_unionpay_bill(std::string_view bytes) {
  if (bytes.empty()) return;
  const bool is_named = (bytes.front() & 1) != 0;
  check(bills::read_unionpay_bill(bytes.substr(1), is_named ? "INN26010288ZM_777" : "bill"));
}

void feed_packed(std::string_view bytes) {
  constexpr std::size_t most = 1U << 16;
  for (const auto around :
       {packing::wrapping::none, packing::wrapping::zlib, packing::wrapping::gzip}) {
    const auto text = packing::inflated(bytes, around, most);
    SLUICE_INVARIANT(!text || text->size() <= most);
  }
  const auto read = packing::unzip(bytes, most);
  if (const auto* const no = std::get_if<packing::not_a_zip>(&read)) {
    SLUICE_INVARIANT(!no->why.empty());
    return;
  }
  std::size_t all = 0;
  for (const auto& entry : std::get<std::vector<packing::zip_entry>>(read))
    all += entry.content.size();
  SLUICE_INVARIANT(all <= most);
}

std::vector<std::string> wechat_bill_seeds() {
  return {sim::wechat_bill(made_up_day(), "1900000109"),
          "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,"
          "账户结余（元）,资金变更提交申请人,备注,业务凭证号\r\n"
          "`2026-01-02 03:04:05,`42,`F1,`交易,`交易,`收入,`9.94,`9.94,`system,`a,b,`A1\r\n"
          "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\r\n`1.0,`1.0,`9.94,`0.0,`0.00\r\n"};
}

std::vector<std::string> alipay_bill_seeds() {
  return {sim::alipay_bill(made_up_day(), day),
          "#账号：[2088]\r\n账务流水号,业务流水号,商户订单号,发生时间,收入金额（+元）,"
          "支出金额（-元）,账户余额（元）,业务类型\r\n"
          "1\t,2\t,3\t,2026-01-02 03:04:05,1.00,0.00,9.00,在线支付\r\n#列表结束\r\n"
          "#支出合计：0笔，共0.00元\r\n#收入合计：1笔，共1.00元\r\n"};
}

std::vector<std::string> unionpay_bill_seeds() {
  return {'1' + sim::unionpay_bill(made_up_day(), "777290058110097", day)};
}

std::vector<std::string> packed_seeds() {
  return {sim::zipped({{"a.csv", "one"}, {"b.csv", "two"}}),
          sim::packed("a bill", sim::packed_as::deflate),
          sim::packed("a bill", sim::packed_as::zlib), sim::packed("a bill", sim::packed_as::gzip)};
}

}  // namespace sluice::fuzz
