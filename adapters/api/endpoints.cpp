#include "adapters/api/endpoints.hpp"

#include <vector>

#include "adapters/api/suggestion.hpp"
#include "base/enumerators.hpp"

namespace sluice::api {
namespace {

constexpr std::array<endpoint_info, 9> table{{
    {.which = endpoint::create_order,
     .name = "order-create",
     .subject = "order.create",
     .request = "CreateOrder",
     .reply = "Order",
     .doc = "Pay. The same order_no again gets the same answer; with another body it is refused.",
     .example = R"({"merchant":"m1","order_no":"A-1001","business_type":"payment_code",)"
                R"("amount_minor":1250,"currency":"CNY","payment_code":"134567890123456789",)"
                R"("description":"coffee","reply_when":"final"})",
     .asks_engine = true},
    {.which = endpoint::get_order,
     .name = "order-get",
     .subject = "order.get",
     .request = "GetOrder",
     .reply = "Order",
     .doc = "The order as it is now.",
     .example = R"({"merchant":"m1","order_no":"A-1001"})",
     .asks_engine = true},
    {.which = endpoint::revoke_order,
     .name = "order-revoke",
     .subject = "order.revoke",
     .request = "RevokeOrder",
     .reply = "Order",
     .doc = "Take an unfinished order back: cancelled if unpaid, given back if paid meanwhile.",
     .example = R"({"merchant":"m1","order_no":"A-1001"})",
     .asks_engine = true},
    {.which = endpoint::resolve_order,
     .name = "order-resolve",
     .subject = "order.resolve",
     .request = "ResolveOrder",
     .reply = "Order",
     .doc = "A person ends a doubt that the engine cannot end, with name and reason.",
     .example = R"({"merchant":"m1","order_no":"A-1001","resolution":"failed",)"
                R"("operator":"li.wei","reason":"not in the channel's bill of 2026-11-20"})",
     .asks_engine = true},
    {.which = endpoint::create_refund,
     .name = "refund-create",
     .subject = "refund.create",
     .request = "CreateRefund",
     .reply = "Refund",
     .doc = "Give back all or part of a paid order. A retry repeats the refund_no.",
     .example = R"({"merchant":"m1","order_no":"A-1001","refund_no":"R-1","amount_minor":250,)"
                R"("currency":"CNY"})",
     .asks_engine = true},
    {.which = endpoint::get_refund,
     .name = "refund-get",
     .subject = "refund.get",
     .request = "GetRefund",
     .reply = "Refund",
     .doc = "The refund as it is now.",
     .example = R"({"merchant":"m1","order_no":"A-1001","refund_no":"R-1"})",
     .asks_engine = true},
    {.which = endpoint::list_channels,
     .name = "channel-list",
     .subject = "channel.list",
     .request = "ListChannels",
     .reply = "ChannelList",
     .doc = "The channels with their limits and how busy they are.",
     .example = "{}",
     .asks_engine = true},
    {.which = endpoint::get_schema,
     .name = "schema-get",
     .subject = "schema.get",
     .request = "",
     .reply = "",
     .doc = "The .proto file as text; with Content-Type application/protobuf a FileDescriptorSet.",
     .example = "",
     .asks_engine = false},
    {.which = endpoint::help,
     .name = "help",
     .subject = "help",
     .request = "",
     .reply = "",
     .doc = "This list.",
     .example = "",
     .asks_engine = false},
}};

static_assert(is_indexed_by(table, &endpoint_info::which), "every endpoint has a row, in order");
static_assert(has_each_once(table, &endpoint_info::name), "no two endpoints share a name");
static_assert(has_each_once(table, &endpoint_info::subject), "no two endpoints share a subject");

}  // namespace

const std::array<endpoint_info, 9>& endpoints() noexcept { return table; }

const endpoint_info& info_of(endpoint which) noexcept {
  return table[static_cast<std::size_t>(which)];
}

std::optional<endpoint> endpoint_of(std::string_view suffix) noexcept {
  for (const auto& row : table)
    if (row.subject == suffix) return row.which;
  return std::nullopt;
}

std::string unknown_subject_message(std::string_view prefix, std::string_view suffix) {
  std::vector<std::string_view> known;
  for (const auto& row : table) known.push_back(row.subject);
  return "nothing listens to " + in_quotes(suffix) + " under " + std::string(prefix) +
         did_you_mean(suffix, known) + "; known are " + listed(known) + "; " + std::string(prefix) +
         ".help explains them";
}

}  // namespace sluice::api
