#include "adapters/channels/qra/dialect.hpp"

#include <memory>
#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/qra/answer.hpp"
#include "adapters/channels/qra/request.hpp"

namespace sluice {

made_dialect qra_dialect::make(dialect_account given) {
  auto read = qra::read_account(given);
  if (auto* no = std::get_if<key_fault>(&read)) return std::move(*no);
  return std::unique_ptr<dialect>(new qra_dialect(std::get<qra::account>(std::move(read))));
}

assembled qra_dialect::assemble(const channel_call& call, const moment& at) const {
  auto fields = qra::fields_of(call, us_, at);
  if (!fields) return no_such_operation{};
  return http_request{.method = "POST",
                      .target = "/pay/gateway",
                      .headers = {{"Content-Type", "text/xml; charset=utf-8"}},
                      .body = qra::signed_body(std::move(*fields), us_)};
}

channel_answer qra_dialect::understand(const channel_call& call, const http_result& result,
                                       instant) const {
  if (auto nothing_said = without_content(call, result)) return std::move(*nothing_said);
  return qra::classify(call, result.response.body, us_);
}

heard_notice qra_dialect::hear(const http_request& request, instant) const {
  return qra::read_notice(request.body, us_);
}

http_response qra_dialect::acknowledgement() const {
  return {.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = "success"};
}

}  // namespace sluice
