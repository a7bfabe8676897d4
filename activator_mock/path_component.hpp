#pragma once

#include <string>
#include <string_view>

namespace activator {

// One component of a path for any text whatever, never "." or "..", never hidden, never empty, at most 120 octets.
// Letters, digits, '-', '_' and inner dots stand for themselves; every other octet is "%XX". The empty text is "%".
// Of what would be longer, the beginning, '~' and 16 hex digits of its FNV-1a hash stay: different texts keep
// different names.
std::string safe_component(std::string_view text);

}  // namespace activator
