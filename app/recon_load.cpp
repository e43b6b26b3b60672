#include "app/recon_load.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "adapters/system/stopwatch.hpp"
#include "app/recon_bill.hpp"
#include "audit/recon.hpp"

namespace sluice::app {
namespace {

using namespace reconciliation;

/// One row in so many differs by a fen, so that differences are among what is measured.
constexpr std::uint64_t one_differs_in = 10'000;
constexpr std::string_view header =
    "\xEF\xBB\xBF"
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
constexpr std::string_view header_of_sums =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,"
    "申请退款总金额\r\n";

std::int64_t fen_of(std::uint64_t row) { return static_cast<std::int64_t>(100 + row % 50'000); }
std::int64_t fee_of(std::uint64_t row) { return (fen_of(row) * 6000 + 500'000) / 1'000'000; }

/// As long as ours are, and in no order.
std::string number_of(std::uint64_t row) {
  std::array<char, 40> text{};
  const auto mixed = row * 0x9E3779B97F4A7C15ULL;
  std::snprintf(text.data(), text.size(), "S%016llX%09llu", static_cast<unsigned long long>(mixed),
                static_cast<unsigned long long>(row));
  return text.data();
}

std::string yuan(std::int64_t fen, const char* more = "") {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%lld.%02lld%s", static_cast<long long>(fen / 100),
                static_cast<long long>(fen % 100), more);
  return text.data();
}

bool write_bill(const std::filesystem::path& file, std::uint64_t rows) {
  std::ofstream out(file, std::ios::binary);
  out << header;
  std::int64_t amount = 0, fees = 0;
  for (std::uint64_t i = 0; i < rows; ++i) {
    const auto fen = fen_of(i) + (i % one_differs_in == 0 ? 1 : 0);
    const auto paid = yuan(fen);
    out << "`2026-01-02 12:00:00,`wx0000000000000001,`1900000109,`0,`,`420000123420260102"
        << 1'000'000'000 + i << ",`" << number_of(i)
        << ",`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,`MICROPAY,`SUCCESS,`CMB_DEBIT,`CNY,`" << paid
        << ",`0.00,`0,`0,`0.00,`0.00,`,`,`tea,`,`" << yuan(fee_of(i), "000") << ",`0.60%,`" << paid
        << ",`0.00,`\r\n";
    amount += fen;
    fees += fee_of(i);
  }
  out << header_of_sums << '`' << rows << ",`" << yuan(amount) << ",`0.00,`0.00,`"
      << yuan(fees, "000") << ",`" << yuan(amount) << ",`0.00\r\n";
  out.close();
  return !out.fail();
}

void add_claims(recon_facts& into, std::uint64_t rows, day_number day) {
  for (std::uint64_t i = 0; i < rows; ++i) {
    const claim c{
        .of = number(number_of(i)),
        .state = claim_state::done,
        .amount = fen_of(i),
        .settled = fen_of(i),
        .fee = fee_of(i) * 1000,
        .day = day,
        .stands = standing::due};
    into.add(c.of, fact_of(c));
  }
}

/// Of this process, in which nobody else is at work.
double cpu_seconds() { return std::chrono::duration<double>(cpu_time_of_this_process()).count(); }

/// "VmHWM: 12345 kB", in MiB.
double mebibytes_of(const std::string& name) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name + ':')) return std::stod(line.substr(name.size() + 1)) / 1024;
  return 0;
}

/// The most that is resident counts from here on.
void forget_most_memory() { std::ofstream("/proc/self/clear_refs") << 5; }

std::variant<bench::run_figures, bench::problem> run_once(std::uint64_t rows,
                                                          const std::filesystem::path& folder) {
  const auto bill = folder / "bill.csv";
  recon_question asked{
      .channel = channel_id{"wechat"}, .scratch = folder / "claims", .most_listed = 10};
  asked.day = ledger::day_from_text("2026-01-02").value();
  asked.bill.day = asked.day;
  if (!write_bill(bill, rows)) return "the bill cannot be written to " + bill.string();
  recon_facts claims(asked.scratch), facts(folder / "rows");
  add_claims(claims, rows, asked.day);
  forget_most_memory();
  const auto idle = mebibytes_of("VmRSS");
  const auto began = cpu_seconds();
  const auto read = read_recon_bill(bill, "", facts);
  const auto parsed = cpu_seconds();
  if (const auto* why = std::get_if<std::string>(&read)) return *why;
  recon_found found;
  match_facts(facts, claims, asked, found);
  const auto matched = cpu_seconds();
  const auto most = mebibytes_of("VmHWM");
  std::filesystem::remove(bill);
  const auto& p = found.proven.of(currency::cny);
  const auto differ = (rows + one_differs_in - 1) / one_differs_in;
  if (!std::get<recon_bill>(read).file.is_proven || !found.proven.add_up() ||
      p.rows.count != rows || p.matched.count != rows - differ || p.differing.count != differ)
    return "what was found is not what was made: " + std::to_string(p.matched.count) +
           " rows matched";
  const auto all = static_cast<double>(rows);
  return bench::run_figures{
      {"rows_per_second", "rows a second, a core", "", 0, all / (matched - began)},
      {"rows_read_per_second", "  to read them alone", "", 0, all / (parsed - began)},
      {"rows_matched_per_second", "  to match them alone", "", 0, all / (matched - parsed)},
      {"memory_above_idle", "memory above what was there before", "MiB", 1, most - idle}};
}

}  // namespace

std::variant<bench::report, bench::problem> run_recon_load(const recon_load& how,
                                                           const std::filesystem::path& folder) {
  auto figures =
      bench::figures_of(how.runs, [&](std::uint32_t) { return run_once(how.rows, folder); });
  if (auto* const why = std::get_if<bench::problem>(&figures)) return *std::move(why);
  return bench::report{
      .workload = "recon",
      .sentence =
          "A trade bill of WeChat Pay, read, proven against its sums and matched with the "
          "log's claims.",
      .parameters = {{"runs", std::to_string(how.runs)}, {"rows", std::to_string(how.rows)}},
      .figures = std::get<std::vector<bench::figure>>(std::move(figures)),
      .notes = {"In processor time, of one thread. Claims are made, not read from "
                "a log: what that costs, `sluice bench replay` measures.",
                "One row in 10,000 differs."}};
}

}  // namespace sluice::app
