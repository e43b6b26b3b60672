#pragma once
/// Brings what a bill and the log differ in to the running engine, in parts that are small
/// messages: `sluice recon import`. The same bill again changes nothing.

#include <string>
#include <vector>

#include "app/asking.hpp"
#include "audit/recon.hpp"

namespace sluice::app {

struct recon_import {
  engine_choice whom;
  std::string operator_name, reason;
};

/// One bill that has been compared.
struct compared_bill {
  std::string name;  ///< of the file, for people
  channel_id channel;
  reconciliation::day_number day = 0;
  reconciliation::file_hash file{};
  bool is_proven = false;
};

/// An exit status; what is wrong, and what is open then, has been said.
[[nodiscard]] int bring_to_engine(const recon_import& by, const compared_bill& bill,
                                  const recon_found& found, recon_facts& rows);

/// One message a part, as bodies of bill.report. `rows`: of differences that are known.
[[nodiscard]] std::vector<std::string> parts_of_report(
    const recon_import& by, const compared_bill& bill, const recon_found& found,
    const std::vector<reconciliation::bill_line>& rows);

}  // namespace sluice::app
