#pragma once

#include <cstddef>
#include <string>

namespace gateway {

// Decimal digits from the kernel's cryptographic source (getrandom), every digit as likely as any other. Throws
// std::system_error when there is none.
std::string system_random_digits(std::size_t width);

}  // namespace gateway
