#pragma once
/// Both halves of a key that was made for a test.

#include "adapters/signing/key_text.hpp"
#include "tests/adapters/signing/made_keys.hpp"
#include "tests/adapters/signing/used.hpp"

namespace sluice::test {

struct pair_of_keys {
  owned<EVP_PKEY> made = made_rsa();
  signing::private_key ours = used(signing::private_key_in(secret(private_pem(made.get()))));
  signing::public_key theirs = used(signing::public_key_in(public_pem(made.get())));
};

}  // namespace sluice::test
