#pragma once

#include <span>
#include <string_view>

namespace activator {

// The files of cfg_templates/default/ that a handset's directory is rendered from.
namespace template_file {
inline constexpr std::string_view master = "master.cfg", phone = "phone.cfg", phone1 = "phone1.cfg",
                                  sip = "sip.cfg";
}

// Served as it is to a handset that finds no file of its own.
inline constexpr std::string_view fallback_master = "000000000000.cfg";

struct DefaultFile {
  std::string_view name;
  std::string_view text;
};

// What a new store is filled with. The texts are our own, in the form the Polycom SIP 3.1 administrator's guide
// describes: flat attributes, the first file that names a parameter wins.
std::span<const DefaultFile> default_templates();

}  // namespace activator
