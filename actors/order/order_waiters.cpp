#include "actors/order/order_waiters.hpp"

#include "actors/desk/view.hpp"

namespace sluice {
namespace {

bool is_satisfied(const waiter& w, const order_journal& about) {
  if (about.is_new()) return !about.is_writing();
  if (w.when == reply_when::accepted) return true;
  if (w.refund.value().empty()) return public_state(about.state()) != "processing";
  const auto* r = find_refund(about.state(), w.refund);
  return r == nullptr || has_ended(*r);
}

}  // namespace

answer answer_for(const waiter& w, const order_journal& about) {
  if (about.is_new())
    return rejection{rejection_code::order_not_found, "order_no",
                     "there is no order with this merchant and order_no"};
  if (w.refund.value().empty()) return view_of(about.state(), about.last());
  if (const auto* r = find_refund(about.state(), w.refund))
    return view_of(about.state(), *r, about.last());
  return rejection{
      rejection_code::refund_not_found, "refund_no", "the order has no refund with this refund_no"};
}

void order_waiters::wait_or_answer(const waiter& w, const order_journal& about, const tell& say) {
  if (is_satisfied(w, about))
    say({w.who, answer_for(w, about), w.id_is_written});
  else
    waiting_.push_back(w);
}

void order_waiters::hurry(token who) {
  for (auto& w : waiting_)
    if (w.who == who) w.when = reply_when::accepted;
}

void order_waiters::answer_satisfied(const order_journal& about, const tell& say) {
  std::erase_if(waiting_, [&](const waiter& w) {
    if (!is_satisfied(w, about)) return false;
    say({w.who, answer_for(w, about), w.id_is_written});
    return true;
  });
}

}  // namespace sluice
