#pragma once
/// Looks at bills' differences: what was brought is in the log and is told until it is resolved, is
/// found once, is resolved once and as somebody may, and is opened again only when it was resolved;
/// through crashes. Keeps a book of its own, by what differences are about, and takes their names
/// from the log.

#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "actors/desk/request.hpp"
#include "domain/reconciliation/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/reply_judge.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class difference_judge {
 public:
  using ticket = reply_judge::ticket;
  difference_judge(facts& known, verdict& says) : facts_(&known), verdict_(&says) {}

  /// By somebody who may.
  void asked(ticket t, const request& r);
  void replied(ticket t, const answer& a);
  void durable(const channel_id& at, const reconciliation::event& e);
  void all_forgotten() { waiting_.clear(); }

 private:
  /// Channel, number, direction, kind, and of what has no number the line's hash.
  using about = std::tuple<channel_id, reconciliation::number, bool,
                           reconciliation::difference_kind, std::uint64_t>;
  struct line {
    channel_id at;
    reconciliation::difference_found found{};
    bool is_open = true;
    std::uint64_t since = 0;  ///< it is as it is: an event of ours
  };
  struct version {
    reconciliation::file_hash file{};
    std::set<std::uint32_t> missing{};
    bool is_proven = false;
  };
  struct question_asked {
    question ask;
    std::uint64_t when = 0;  ///< behind so many events
  };

  [[nodiscard]] static about about_of(const channel_id& at, const reconciliation::difference& d);
  void checked(const channel_id& at, const reconciliation::bill_checked& e);
  void part_taken(const channel_id& at, const reconciliation::bill_part_taken& e);
  void found(const channel_id& at, const reconciliation::difference_found& e);
  void resolved(const reconciliation::difference_resolved& e);
  void reopened(const reconciliation::difference_reopened& e);
  [[nodiscard]] line* of(const reconciliation::difference_id& id, std::string_view what);
  [[nodiscard]] bool order_agrees(const line& l) const;
  void judge(const question_asked& q, const list_differences& ask, const difference_list& told);
  void judge(const question_asked& q, const report_bill& ask);
  void judge(const question_asked& q, const difference_view& told);
  void guilty(promise p, const std::string& what);

  facts* facts_;
  verdict* verdict_;
  std::uint64_t events_ = 0;
  std::map<std::pair<channel_id, reconciliation::day_number>, std::vector<version>> bills_;
  std::map<reconciliation::difference_id, line> lines_;
  std::map<about, reconciliation::difference_id> names_;
  std::set<std::tuple<channel_id, reconciliation::day_number, reconciliation::file_hash>> brought_;
  std::set<about> brought_lines_;
  std::set<std::pair<reconciliation::difference_id, reconciliation::choice>> wishes_;
  std::map<ticket, question_asked> waiting_;
};

}  // namespace sluice::sim
