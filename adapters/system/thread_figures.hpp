#pragma once
/// How much time processors have spent on each of this process's threads: proc(5),
/// /proc/self/task.

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

namespace sluice {

/// By the threads' names; those of one name together. Of those that run at this moment.
[[nodiscard]] std::map<std::string, std::chrono::nanoseconds> cpu_of_threads(
    const std::filesystem::path& tasks = "/proc/self/task");

}  // namespace sluice
