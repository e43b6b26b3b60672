// A finding that nobody weighs does not compile.
#include "domain/order/report.hpp"

bool is_evidence(sluice::order::revoke_finding found) {
  using sluice::order::revoke_finding;
  switch (found) {
    case revoke_finding::done: return true;
    case revoke_finding::again: return false;
    case revoke_finding::unknown: return false;
    case revoke_finding::refused: return true;
    case revoke_finding::too_late: return true;
#ifdef RIGHT
    case revoke_finding::already_paid: return true;
#endif
  }
  return false;
}
