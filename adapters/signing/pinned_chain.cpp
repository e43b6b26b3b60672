#include "adapters/signing/pinned_chain.hpp"

namespace sluice::signing {
namespace {

int level_of(chain_strength strength) {
  switch (strength) {
    case chain_strength::today: return 2;
    case chain_strength::of_old: return 0;
  }
  broken_invariant("every strength has a level", __FILE__, __LINE__);
}

}  // namespace

pinned_chain::pinned_chain(std::span<const certificate> middles, std::span<const certificate> roots,
                           chain_strength strength)
    : roots_(X509_STORE_new()), middles_(sk_X509_new_null()), strength_(strength) {
  SLUICE_INVARIANT(roots_ != nullptr && middles_ != nullptr);
  for (const auto& root : roots)
    SLUICE_INVARIANT(X509_STORE_add_cert(roots_.get(), root.handle()) == 1);
  for (const auto& middle : middles)
    SLUICE_INVARIANT(X509_add_cert(middles_.get(), middle.handle(), X509_ADD_FLAG_UP_REF) == 1);
}

std::optional<std::string> pinned_chain::why_not(const certificate& shown, instant at) const {
  const forget_errors guard;
  const owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
  SLUICE_INVARIANT(context != nullptr && X509_STORE_CTX_init(context.get(), roots_.get(),
                                                             shown.handle(), middles_.get()) == 1);
  auto* const how = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_auth_level(how, level_of(strength_));
  X509_VERIFY_PARAM_set_time(
      how, std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
  if (X509_verify_cert(context.get()) == 1) return std::nullopt;
  const auto* const why = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
  return std::string("the certificate is not one of the pinned company's: ") + why;
}

}  // namespace sluice::signing
