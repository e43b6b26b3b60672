#include "app/recon_bill.hpp"

#include <algorithm>
#include <set>

#include "adapters/bills/bill_file.hpp"
#include "adapters/bills/bill_lines.hpp"

namespace sluice::app {
namespace {

constexpr std::size_t enough_numbers = 100;

bool is_of_trades(bills::bill_form form) {
  return form == bills::bill_form::wechat_trade || form == bills::bill_form::alipay_trade ||
         form == bills::bill_form::unionpay;
}

/// That of most rows: one that happened near midnight does not make it another bill.
std::optional<ledger::day_number> most_common(
    const std::map<ledger::day_number, std::size_t>& all) {
  const auto at = std::ranges::max_element(all, {}, [](const auto& one) { return one.second; });
  return at == all.end() ? std::nullopt : std::optional(at->first);
}

recon_file file_of(const std::filesystem::path& path, const bills::bill_in_file& read) {
  const auto standing = standing_of(read.about);
  recon_file out{.name = path.filename().string(),
                 .form = std::string(name_of(read.about.form)),
                 .sentence = std::to_string(read.rows) + (read.rows == 1 ? " row, " : " rows, ") +
                             std::string(sentence_of(standing)),
                 .is_proven = standing == bills::bill_standing::proven};
  for (const auto& sum : read.about.sums)
    out.sums.push_back({sum.name, sum.stated, sum.found, sum.is_count});
  for (const auto& line : read.about.unreadable)
    out.set_apart.push_back(
        {line.line, line.file.empty() ? line.why : line.why + " (file " + line.file + ')'});
  return out;
}

}  // namespace

std::variant<recon_bill, std::string> read_recon_bill(
    const std::filesystem::path& file, const std::string& account, recon_facts& rows) {
  recon_bill out{.account = account};
  std::map<ledger::day_number, std::size_t> days;
  const auto take = [&](bills::bill_form form, bills::bill_row&& row) {
    if (out.account.empty()) out.account = row.account;
    const auto line = bills::line_of(form, row, out.account);
    if (line.day) ++days[*line.day];
    if (out.some_numbers.size() < enough_numbers)
      out.some_numbers.push_back(
          line.what == reconciliation::movement::reversal ? row.original.ours : row.own.ours);
    rows.add(line.of, fact_of(line));
  };
  const auto read = bills::read_bill_file(file, take);
  if (const auto* no = std::get_if<bills::not_a_bill>(&read)) return file.string() + ' ' + no->why;
  const auto& whole = std::get<bills::bill_in_file>(read);
  if (!is_of_trades(whole.about.form))
    return file.string() + " says how an account moved (" + std::string(name_of(whole.about.form)) +
           "): bills of trades are compared with the log";
  out.file = file_of(file, whole);
  out.hash = whole.hash;
  out.day = ledger::day_from_text(whole.about.day);
  if (!out.day) out.day = most_common(days);
  out.compares_days = whole.about.form != bills::bill_form::unionpay;
  return out;
}

std::map<std::uint32_t, recon_names> names_of_rows(
    const std::filesystem::path& file, const std::vector<reconciliation::difference>& of) {
  std::set<std::uint32_t> wanted;
  for (const auto& d : of)
    if (d.there) wanted.insert(d.there->row);
  std::map<std::uint32_t, recon_names> out;
  if (wanted.empty()) return out;
  const auto take = [&](bills::bill_form form, bills::bill_row&& row) {
    const auto number = static_cast<std::uint32_t>(row.line);
    if (!wanted.contains(number)) return;
    const bool is_reversal =
        bills::line_of(form, row, {}).what == reconciliation::movement::reversal;
    const auto& names = is_reversal ? row.original : row.own;
    out[number] = {.ours = names.ours, .channels = names.channels};
  };
  if (std::holds_alternative<bills::not_a_bill>(bills::read_bill_file(file, take))) out.clear();
  return out;
}

}  // namespace sluice::app
