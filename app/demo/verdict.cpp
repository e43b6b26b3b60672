#include "app/demo/verdict.hpp"

#include <algorithm>
#include <set>

namespace sluice::demo {
namespace {

bool ended_as_planned(const order_record& r) {
  const bool same_state = r.seen.state == planned_state(r.plan);
  // Unpaid is unpaid: an answer that came too late lets the engine revoke what had failed.
  const auto ended_unpaid = [](const std::string& s) { return s == "failed" || s == "revoked"; };
  const bool both_unpaid = ended_unpaid(r.seen.state) && ended_unpaid(planned_state(r.plan));
  return (same_state || both_unpaid) && (!plans_conflict(r.plan) || r.seen.conflicts > 0);
}

/// The channel will contradict what it said. It does so only if it was asked, and only if the
/// engine heard it say so: on a slow machine an order may fail in the queue, or time out and be
/// revoked.
bool awaits_conflict(const order_record& r, const order_books& b) {
  return !r.disturbed && plans_conflict(r.plan) && r.seen.conflicts == 0 && b.requests > 0 &&
         r.seen.state == planned_state(r.plan);
}

/// What is wrong with one order; empty: nothing.
std::vector<std::string> faults_of(const order_record& r, const order_books& b) {
  std::vector<std::string> faults;
  if (b.most_requests_of_a_key > 1)
    faults.push_back("the channel received a pay request " +
                     std::to_string(b.most_requests_of_a_key) + " times under one key");
  if (b.keys_with_money > 1) faults.emplace_back("more than one attempt keeps money");
  const auto kept = b.paid_minor - b.returned_minor;
  if (const auto claimed = claimed_minor(r.seen); claimed && *claimed != kept)
    faults.push_back("the engine says " + r.seen.state + " and " + std::to_string(*claimed) +
                     " kept, the books say " + std::to_string(kept));
  if (b.held_minor != 0 && r.seen.state != "authorized" && r.seen.state != "needs_operator")
    faults.push_back(
        "the engine says " + r.seen.state + ", and the books hold " + std::to_string(b.held_minor));
  const bool was_final =
      !r.promised.empty() && r.promised != "processing" && r.promised != "payer_action_needed" &&
      r.promised != "authorized" && r.promised != "needs_operator";
  if (was_final && r.seen.state != r.promised && r.seen.state != "needs_operator")
    faults.push_back("it was answered " + r.promised + ", and is " + r.seen.state + " now");
  return faults;
}

fate_row& row_of(verdict& into, const order_record& r) {
  const auto& fate = fate_of(r.plan);
  const auto it = std::find_if(
      into.rows.begin(), into.rows.end(), [&](const fate_row& row) { return row.fate == &fate; });
  if (it != into.rows.end()) return *it;
  into.rows.push_back({.fate = &fate});
  return into.rows.back();
}

void add(fate_row& row, const order_record& r, const order_books& b) {
  ++row.orders;
  ++row.states[r.seen.state.empty() ? "not answered" : r.seen.state];
  row.conflicts += r.seen.conflicts > 0 ? 1 : 0;
  if (!r.disturbed) {
    ++row.undisturbed;
    row.as_planned += ended_as_planned(r) ? 1 : 0;
  }
  row.requests += b.requests;
  row.paid_minor += b.paid_minor;
  row.returned_minor += b.returned_minor;
  row.claimed_minor += claimed_minor(r.seen).value_or(b.paid_minor - b.returned_minor);
}

/// A slow machine makes single orders end otherwise (a time-out is a doubt); not most of them.
void check_plan(fate_row& row, std::vector<std::string>& problems) {
  if (row.as_planned * 2 >= row.undisturbed) return;
  row.agrees = false;
  problems.push_back("fate " + std::to_string(row.fate->digits) + ": only " +
                     std::to_string(row.as_planned) + " of " + std::to_string(row.undisturbed) +
                     " orders ended as the table says (" + std::string(row.fate->order_ends) + ")");
}

void check_strays(const std::deque<order_record>& records, const sim::book_totals& books,
                  std::vector<std::string>& problems) {
  std::set<std::string> known;
  for (const auto& r : records) known.insert(r.seen.keys.begin(), r.seen.keys.end());
  for (const auto& [key, totals] : books)
    if (!known.contains(key))
      problems.push_back(
          "the books of " + totals.channel + " have the key " + key + ", which no order knows");
}

}  // namespace

order_books books_of(const order_seen& o, const sim::book_totals& books) {
  order_books sum;
  for (const auto& key : o.keys) {
    const auto it = books.find(key);
    if (it == books.end()) continue;
    const auto& t = it->second;
    sum.requests += t.received;
    sum.most_requests_of_a_key = std::max(sum.most_requests_of_a_key, t.received);
    sum.keys_with_money += t.paid_minor > t.returned_minor ? 1 : 0;
    sum.paid_minor += t.paid_minor;
    sum.returned_minor += t.returned_minor;
    sum.held_minor += t.held_minor;
  }
  return sum;
}

bool is_settled(const order_record& r, const sim::book_totals& books) {
  if (!r.done || !is_quiet(r.seen)) return false;
  const auto b = books_of(r.seen, books);
  return !awaits_conflict(r, b) && faults_of(r, b).empty();
}

verdict judge(const std::deque<order_record>& records, const sim::book_totals& books) {
  verdict out;
  for (const auto& r : records) {
    const auto b = books_of(r.seen, books);
    auto& row = row_of(out, r);
    add(row, r, b);
    const auto name = r.plan.merchant + '/' + r.plan.order_no;
    if (!r.done || !is_quiet(r.seen)) {
      row.agrees = false;
      out.stuck.push_back(name);
      continue;
    }
    for (const auto& fault : faults_of(r, b)) {
      row.agrees = false;
      out.problems.emplace_back(name).append(": ").append(fault);
    }
  }
  std::sort(out.rows.begin(), out.rows.end(),
            [](const auto& a, const auto& b) { return a.fate->digits < b.fate->digits; });
  for (auto& row : out.rows) check_plan(row, out.problems);
  check_strays(records, books, out.problems);
  return out;
}

}  // namespace sluice::demo
