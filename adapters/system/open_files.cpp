#include "adapters/system/open_files.hpp"

#include <sys/resource.h>

namespace sluice {

void allow_many_open_files() noexcept {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));  // with the old limit it works as before
}

}  // namespace sluice
