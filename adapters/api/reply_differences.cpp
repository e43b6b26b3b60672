#include "adapters/api/reply_differences.hpp"

#include "base/hex.hpp"
#include "domain/reconciliation/difference_text.hpp"

namespace sluice::api {
namespace {

constexpr int most_parts_told = 100;

void put_resolution(const reconciliation::difference_resolved& r, v1::Difference& into) {
  into.set_resolution(std::string(name_of(r.how)));
  if (r.who) into.set_operator_(r.who->operator_name);
  into.set_reason(r.who ? r.who->reason : r.evidence);
}

}  // namespace

void to_proto(const bill_view& from, v1::BillReport& into) {
  const auto& said = from.what.said;
  into.set_channel(from.channel.value());
  into.set_day(ledger::text_of(said.day));
  into.set_file(hex(said.file));
  into.set_version(said.version);
  into.set_newest(from.is_newest);
  into.set_proven(said.is_proven);
  std::uint64_t rows = 0;
  for (const auto& sum : said.sums) {
    rows += sum.rows;
    into.add_sums(reconciliation::to_text(sum));
  }
  into.set_rows(rows);
  into.set_parts(said.parts);
  for (const auto part : from.what.missing)
    if (into.missing_parts_size() < most_parts_told) into.add_missing_parts(part);
  into.set_open(from.open);
  into.set_resolved(from.resolved);
  into.set_operator_(said.who.operator_name);
  into.set_reason(said.who.reason);
}

void to_proto(const difference_view& from, v1::Difference& into) {
  const auto& found = from.what.found;
  into.set_difference(found.id.value());
  into.set_channel(from.channel.value());
  into.set_day(ledger::text_of(found.day));
  into.set_version(found.version);
  into.set_proven(from.is_proven);
  into.set_kind(std::string(name_of(found.what.kind)));
  into.set_number(text_of(found.what.of));
  if (found.order) into.set_order(to_string(*found.order));
  into.set_differs(reason_of(found.what));
  if (found.what.there) into.set_there(text_of_side(*found.what.there));
  if (found.what.here) into.set_here(text_of_side(*found.what.here));
  if (found.what.before) into.set_before(text_of_side(*found.what.before));
  into.set_state(from.what.is_open() ? "open" : "resolved");
  for (const auto c : reconciliation::choices_of(found.what.kind))
    into.add_resolutions(std::string(name_of(c)));
  if (from.what.resolved) put_resolution(*from.what.resolved, into);
  if (from.what.reopened) into.set_reopened(std::string(name_of(from.what.reopened->why)));
}

void to_proto(const difference_list& from, v1::DifferenceList& into) {
  for (const auto& one : from.all) to_proto(one, *into.add_differences());
  into.set_next(from.next);
}

}  // namespace sluice::api
