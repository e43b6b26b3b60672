#pragma once
/// link.figures: what went through which link, by second or minute, and how.

#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

inline constexpr std::int64_t longest_link = 128;
inline constexpr constant_text link_words("1 to ", longest_link, " characters: a channel, or a ",
                                          "channel, a slash and a kind of business");
inline constexpr value_rule link_rule =
    some_words(longest_link, link_words.view(), rejection_code::path_invalid);
inline constexpr constant_text links_words("at most ", longest_list, " paths, each ",
                                           link_words.view());
inline constexpr value_rule links_rule = several(link_rule, links_words.view());

inline constexpr std::int64_t longest_step = 8 * 86'400;
inline constexpr constant_text step_words("1 to ", longest_step);
inline constexpr value_rule step_rule{
    .kind = value_kind::number,
    .code = rejection_code::setting_out_of_range,
    .check = check_number,
    .must_be = step_words.view(),
    .least = 1,
    .most = longest_step};

inline constexpr auto get_link_figures_fields = std::to_array<field_definition>(
    {field<&v1::GetLinkFigures::from, &v1::GetLinkFigures::has_from>(
         {.name = "from",
          .rule = &until_rule,
          .part = in_fingerprint::when_given,
          .doc = "within eight days; absent: five minutes before the end",
          .example = R"("2026-01-02T03:00:00Z")"}),
     field<&v1::GetLinkFigures::to, &v1::GetLinkFigures::has_to>(
         {.name = "to",
          .rule = &until_rule,
          .part = in_fingerprint::when_given,
          .doc = "absent: now",
          .example = R"("2026-01-02T04:00:00Z")"}),
     field<&v1::GetLinkFigures::step_seconds, &v1::GetLinkFigures::has_step_seconds>(
         {.name = "step_seconds",
          .rule = &step_rule,
          .part = in_fingerprint::when_given,
          .doc = "whole minutes where from is more than an hour ago or before the last start; "
                 "absent: one row for all of it",
          .example = "60"}),
     texts_field<v1::GetLinkFigures, &v1::GetLinkFigures::paths>(
         {.name = "paths",
          .rule = &links_rule,
          .part = in_fingerprint::when_given,
          .doc = "only these; absent: all",
          .example = R"(["alipay","wechat/payment_code"])"})});

inline question ask_get_link_figures(const v1::GetLinkFigures& asked, const fingerprint&) {
  get_link_figures out{.paths = {asked.paths().begin(), asked.paths().end()}};
  if (asked.has_from()) out.when.from = instant_from_rfc3339(asked.from());
  if (asked.has_to()) out.when.to = instant_from_rfc3339(asked.to());
  if (asked.has_step_seconds()) out.when.step = std::chrono::seconds{asked.step_seconds()};
  return out;
}

inline constexpr auto get_link_figures_definition =
    asked_of_engine<v1::GetLinkFigures>::by<&ask_get_link_figures>(
        address<"link", "figures">, get_link_figures_fields,
        {.which = endpoint::get_link_figures,
         .request = "GetLinkFigures",
         .reply = "LinkFigures",
         .doc = "Of each link what was paid, how calls ended and how long they took; and how soon "
                "refunds came through.",
         .example = "{}"});

}  // namespace sluice::api
