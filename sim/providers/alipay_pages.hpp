#pragma once
/// One function per method of the simulated Alipay. Private to the alipay face.

#include "sim/providers/alipay_json.hpp"

namespace sluice::sim::alipay {

// -- trades ---------------------------------------------------------------------
[[nodiscard]] face_answer pay(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer create(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer query(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer cancel(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer close(provider& behind, const call& c, instant now);

// -- refunds ----------------------------------------------------------------------
[[nodiscard]] face_answer give_refund(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer refund_query(provider& behind, const call& c, instant now);

// -- payouts ----------------------------------------------------------------------
[[nodiscard]] face_answer transfer(provider& behind, const call& c, instant now);
[[nodiscard]] face_answer transfer_query(provider& behind, const call& c, instant now);

}  // namespace sluice::sim::alipay
