#pragma once
/// bill.report; difference.list, difference.get, difference.resolve.

#include <algorithm>

#include "adapters/api/definitions/access.hpp"
#include "adapters/api/definitions/common_fields.hpp"
#include "adapters/api/difference_value_rules.hpp"

namespace sluice::api {

// -- bill.report ---------------------------------------------------------------------------------

inline constexpr auto report_bill_fields = std::to_array<field_definition>(
    {field<&v1::ReportBill::channel, &v1::ReportBill::has_channel>(
         {.name = "channel",
          .needed = presence::required,
          .rule = &channel_rule,
          .part = in_fingerprint::always,
          .doc = "whose bill it is",
          .example = R"("wechat")"}),
     field<&v1::ReportBill::day, &v1::ReportBill::has_day>(
         {.name = "day",
          .needed = presence::required,
          .rule = &bill_day_rule,
          .part = in_fingerprint::always,
          .doc = "of the bill, in Beijing",
          .example = R"("2026-01-02")"}),
     field<&v1::ReportBill::file, &v1::ReportBill::has_file>(
         {.name = "file",
          .needed = presence::required,
          .rule = &bill_file_rule,
          .part = in_fingerprint::always,
          .doc = "by which the same file is known again; another one of the same day is its next "
                 "version",
          .example = R"("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")"}),
     field<&v1::ReportBill::proven, &v1::ReportBill::has_proven>(
         {.name = "proven",
          .rule = &bill_proven_rule,
          .part = in_fingerprint::when_given,
          .doc = "every row was counted, and the file adds up; absent: no, and nothing of it "
                 "resolves by itself",
          .example = "true"}),
     texts_field<v1::ReportBill, &v1::ReportBill::sums>(
         {.name = "sums",
          .rule = &bill_sums_rule,
          .part = in_fingerprint::when_given,
          .doc = "what the bill says in each currency",
          .example = R"(["unit=CNY rows=3 amount=29001 fee=175000 fees_rounded=0"])"}),
     field<&v1::ReportBill::parts, &v1::ReportBill::has_parts>(
         {.name = "parts",
          .rule = &bill_part_rule,
          .part = in_fingerprint::when_given,
          .doc = "in so many parts its differences come; absent: one",
          .example = "2"}),
     field<&v1::ReportBill::part, &v1::ReportBill::has_part>(
         {.name = "part",
          .rule = &bill_part_rule,
          .part = in_fingerprint::when_given,
          .doc = "which one this is; absent: the first",
          .example = "1"}),
     texts_field<v1::ReportBill, &v1::ReportBill::differences>(
         {.name = "differences",
          .rule = &differences_rule,
          .part = in_fingerprint::when_given,
          .doc = "of this part",
          .example = R"(["kind=unknown_there number=A1 there=payment,CNY,700,-,-,-,12,1a2b"])"}),
     texts_field<v1::ReportBill, &v1::ReportBill::rows>(
         {.name = "rows",
          .rule = &bill_rows_rule,
          .part = in_fingerprint::when_given,
          .doc = "of differences that are known of this day: their rows, as this file has them",
          .example = R"(["number=A1 there=payment,CNY,700,-,-,-,12,1a2b"])"}),
     operator_field<v1::ReportBill>, reason_field<v1::ReportBill>});

template <class One, class Read>
std::vector<One> each_read(const google::protobuf::RepeatedPtrField<std::string>& texts,
                           const Read& read) {
  std::vector<One> out;
  for (const auto& text : texts) out.push_back(std::get<One>(read(text)));
  return out;
}

inline question ask_report_bill(const v1::ReportBill& asked, const fingerprint&) {
  namespace bills = reconciliation;
  report_bill out{.channel = channel_id(asked.channel()), .what = {}};
  auto& b = out.what;
  b.day = *ledger::day_from_text(asked.day());
  b.file = *bytes_from_hex<std::tuple_size_v<bills::file_hash>>(asked.file());
  b.is_proven = asked.proven();
  b.sums = each_read<bills::bill_sum>(asked.sums(), bills::sum_from_text);
  if (asked.has_parts()) b.parts = static_cast<std::uint32_t>(asked.parts());
  if (asked.has_part()) b.part = static_cast<std::uint32_t>(asked.part());
  for (auto& one : each_read<bills::difference>(asked.differences(), bills::difference_from_text))
    b.found.push_back({.what = std::move(one)});
  b.rows = each_read<bills::bill_line>(asked.rows(), bills::row_from_text);
  b.who = signed_by_whom(asked);
  return out;
}

inline constexpr auto report_bill_definition =
    asked_of_engine<v1::ReportBill>::by<&ask_report_bill>(
        address<"bill", "report">, report_bill_fields,
        {.which = endpoint::report_bill,
         .request = "ReportBill",
         .reply = "BillReport",
         .doc =
             "Bring what a channel's bill of a day and the log differ in, part by part; the same "
             "again changes nothing. `sluice recon import` does it.",
         .example = R"({"channel":"wechat","day":"2026-01-02",)"
                    R"("file":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",)"
                    R"("differences":["kind=unknown_there number=A1 )"
                    R"(there=payment,CNY,700,-,-,-,12,1a2b"],)"
                    R"("operator":"li.wei","reason":"the bill of that day"})"});

// -- difference.list -----------------------------------------------------------------------------

inline constexpr auto list_differences_fields = std::to_array<field_definition>(
    {field<&v1::ListDifferences::channel, &v1::ListDifferences::has_channel>(
         {.name = "channel",
          .rule = &channel_rule,
          .part = in_fingerprint::when_given,
          .doc = "only this one's; absent: of all",
          .example = R"("wechat")"}),
     field<&v1::ListDifferences::day, &v1::ListDifferences::has_day>(
         {.name = "day",
          .rule = &bill_day_rule,
          .part = in_fingerprint::when_given,
          .doc = "only of this day's bill; absent: of any",
          .example = R"("2026-01-02")"}),
     field<&v1::ListDifferences::open, &v1::ListDifferences::has_open>(
         {.name = "open",
          .rule = &bill_proven_rule,
          .part = in_fingerprint::when_given,
          .doc = "false: also what is resolved",
          .example = "false"}),
     name_after_field<v1::ListDifferences>, page_field<v1::ListDifferences>});

inline question ask_list_differences(const v1::ListDifferences& asked, const fingerprint&) {
  list_differences out{.is_open = !asked.has_open() || asked.open(),
                       .after = reconciliation::difference_id(asked.after())};
  if (asked.has_channel()) out.at = channel_id(asked.channel());
  if (asked.has_day()) out.day = ledger::day_from_text(asked.day());
  if (asked.has_limit()) out.most = static_cast<std::uint32_t>(asked.limit());
  return out;
}

inline constexpr auto list_differences_definition =
    asked_of_engine<v1::ListDifferences>::by<&ask_list_differences>(
        address<"difference", "list">, list_differences_fields,
        {.which = endpoint::list_differences,
         .request = "ListDifferences",
         .reply = "DifferenceList",
         .doc = "In what channels' bills and the log differ, in the order of their names, page by "
                "page.",
         .example = R"({"limit":20})"});

// -- difference.get ------------------------------------------------------------------------------

template <class Request>
inline constexpr auto difference_field = field<&Request::difference, &Request::has_difference>(
    {.name = "difference",
     .needed = presence::required,
     .rule = &difference_id_rule,
     .part = in_fingerprint::always,
     .doc = "which one, as difference.list calls it",
     .example = R"("0123456789abcdef0123456789abcdef")"});

inline constexpr auto get_difference_fields =
    std::to_array<field_definition>({difference_field<v1::GetDifference>});

inline question ask_get_difference(const v1::GetDifference& asked, const fingerprint&) {
  return get_difference{reconciliation::difference_id(asked.difference())};
}

inline constexpr auto get_difference_definition =
    asked_of_engine<v1::GetDifference>::by<&ask_get_difference>(
        address<"difference", "get">, get_difference_fields,
        {.which = endpoint::get_difference,
         .request = "GetDifference",
         .reply = "Difference",
         .doc = "One difference: what each side says, and what may be said of it.",
         .example = R"({"difference":"0123456789abcdef0123456789abcdef"})"});

// -- difference.resolve --------------------------------------------------------------------------

inline constexpr auto resolve_difference_fields = std::to_array<field_definition>(
    {difference_field<v1::ResolveDifference>,
     field<&v1::ResolveDifference::resolution, &v1::ResolveDifference::has_resolution>(
         {.name = "resolution",
          .needed = presence::required,
          .rule = &difference_resolution_rule,
          .part = in_fingerprint::always,
          .doc = "how it is; which of them a kind allows says difference.get",
          .example = R"("log_is_right")"}),
     operator_field<v1::ResolveDifference>, reason_field<v1::ResolveDifference>});

inline question ask_resolve_difference(const v1::ResolveDifference& asked, const fingerprint&) {
  return resolve_difference{{.id = reconciliation::difference_id(asked.difference()),
                             .how = *reconciliation::choice_from_name(asked.resolution()),
                             .who = signed_by_whom(asked)}};
}

inline constexpr auto resolve_difference_definition =
    asked_of_engine<v1::ResolveDifference>::by<&ask_resolve_difference>(
        address<"difference", "resolve">, resolve_difference_fields,
        {.which = endpoint::resolve_difference,
         .request = "ResolveDifference",
         .reply = "Difference",
         .doc = "Say of a difference how it is. It moves no money and changes no order.",
         .example = R"({"difference":"0123456789abcdef0123456789abcdef",)"
                    R"("resolution":"log_is_right","operator":"li.wei",)"
                    R"("reason":"the channel corrects it tomorrow"})"});

}  // namespace sluice::api
