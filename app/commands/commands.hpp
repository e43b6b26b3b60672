#pragma once
/// What main.cpp needs to know of each subcommand: a function that adds it to the command line.
/// Each lives in the file of its name.
///
/// Exit statuses are the same everywhere: done, failed (or: the answer is no), misused.

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace sluice::app {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;  ///< could not be done, or a check found something
inline constexpr int exit_misused = 2;  ///< wrong options or a wrong configuration
inline constexpr int exit_log_lost = 3;  ///< the event log can no longer be trusted: serve only
inline constexpr int exit_turn_over = 4;  ///< requests go elsewhere; start it again: serve only
inline constexpr int exit_not_yet = 5;  ///< later: bills only
inline constexpr int exit_no_bill = 6;  ///< there is none: bills only
inline constexpr int exit_bill_wrong =
    7;  ///< told, and something in it is wrong: bills and balances

void add_alarms(CLI::App& app);
void add_audit(CLI::App& app);
void add_backup(CLI::App& app);
void add_balance(CLI::App& app);
void add_bench(CLI::App& app);
void add_bills(CLI::App& app);
void add_books(CLI::App& app);
void add_channels(CLI::App& app);
void add_completion(CLI::App& app);
void add_config(CLI::App& app);
void add_demo(CLI::App& app);
void add_key(CLI::App& app);
void add_links(CLI::App& app);
void add_log(CLI::App& app);
void add_operator(CLI::App& app);
void add_recon(CLI::App& app);
void add_reference(CLI::App& app);
void add_req(CLI::App& app);
void add_route(CLI::App& app);
void add_trace(CLI::App& app);
void add_serve(CLI::App& app);
void add_settlement(CLI::App& app);
void add_sim(CLI::App& app);
void add_status(CLI::App& app);
void add_version(CLI::App& app);

/// Runs `job` when `command` was chosen; what it returns is the exit status.
void on_chosen(CLI::App& command, std::function<int()> job);

/// This program's path, for commands that a person copies: short, when it is below the folder we
/// are in.
[[nodiscard]] std::string how_to_call_us();

/// A sentence for a person onto stderr: "sluice: …". It may quote what was typed: passwords in
/// addresses are left out.
void say(const std::string& sentence);

}  // namespace sluice::app
