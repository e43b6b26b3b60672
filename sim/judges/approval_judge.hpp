#pragma once
/// Judges what two persons must want, from the log alone and with books of its own: what was
/// proposed, who agreed, and whether what it led to came right after what both had seen. Shares no
/// rule with domain/approval.

#include <string>
#include <unordered_map>
#include <vector>

#include "domain/approval/rule.hpp"
#include "events/codec.hpp"
#include "sim/judges/alert_judge.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class approval_judge {
 public:
  /// `rules`: the configuration's.
  approval_judge(const std::vector<approval::rule>& rules, alert_judge& alerts, verdict& says)
      : rules_(&rules), alerts_(&alerts), verdict_(&says) {}

  void durable(const store::record& r, const decoded& what);
  /// All is quiet: whatever had its time is over.
  void all_over();

 private:
  struct proposal {
    std::string about, first, second;
    std::uint64_t position = 0;
    bool is_for_two = true;
    bool is_over = false;
    instant until{};
    access::principal_id by;
    std::uint64_t last_effect = 0;  ///< place of its last event in that stream
  };
  void of_proposal(const std::string& name, const approval::event& e, instant at);
  void made(proposal& p, const std::string& name, const approval::proposed& e);
  void effect(const std::string& stream, std::uint64_t place, const asked_by& why);
  void needs_agreement(const std::string& stream, const any_event& e, const asked_by& why);
  [[nodiscard]] bool is_for_two(std::string_view word) const;
  void wrong(const std::string& what, std::string_view why);

  const std::vector<approval::rule>* rules_;
  alert_judge* alerts_;
  verdict* verdict_;
  std::unordered_map<std::string, proposal> proposals_;
  instant last_{};  ///< time of the log's last record
  std::unordered_map<std::string, std::uint64_t> length_;  ///< of every stream
};

}  // namespace sluice::sim
