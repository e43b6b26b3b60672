#pragma once
/// The whole life of an agreement for people, as order_trace.hpp tells an order's: out of the log,
/// with what the records beside it know of calls: `sluice trace m1/S-7 --agreement`.

#include <iosfwd>
#include <variant>
#include <vector>

#include "audit/order_trace.hpp"
#include "domain/agreement/state.hpp"

namespace sluice {

struct agreement_trace {
  agreement_id id;
  agreement::state last;  ///< as the last step left it
  std::vector<trace_step> steps{};
};

using agreement_trace_answer = std::variant<agreement_trace, trace_unknown, store::damage>;
[[nodiscard]] agreement_trace_answer trace(const store::event_log& log, const agreement_id& id);

void print_text(const agreement_trace& t, std::ostream& out);
void print_json(const agreement_trace& t, std::ostream& out);
void print_lines(const agreement_trace& t, std::ostream& out);

}  // namespace sluice
