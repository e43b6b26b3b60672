#include "app/bill_fetch.hpp"

#include "app/channel_talk.hpp"
#include "base/invariant.hpp"

namespace sluice::app {
namespace {

/// Where no other host was named, our certificate is shown as in any call.
http_call call_of(const bill_link& link, const channel_access& from) {
  const bool is_channels_own = link.base_url.empty();
  return {.base_url = is_channels_own ? from.base_url : link.base_url,
          .request = link.request,
          .timeout = longest_answer,
          .tls = is_channels_own ? from.tls : nullptr};
}

}  // namespace

heard_bill fetch_bill(const channel_access& from, bill_day day, bill_kind kind) {
  channel_talk talk(from);
  const auto said = talk.ask(
      talk.speaks().bill_base_url(from.base_url), [&](const dialect& speaks, const moment& at) {
        auto request = speaks.assemble_bill(day, kind, at);
        SLUICE_INVARIANT(request.has_value());
        return *std::move(request);
      });
  auto heard = talk.speaks().understand_bill(day, said, this_moment());
  const auto* const link = std::get_if<bill_link>(&heard);
  if (link == nullptr) return heard;
  return bill_behind(*link, talk.call(call_of(*link, from)));
}

}  // namespace sluice::app
