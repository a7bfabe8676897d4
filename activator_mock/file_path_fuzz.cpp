#include <cstdlib>
#include <string>

#include "activator_mock/file_request.hpp"
#include "net/bytes.hpp"

// Whatever is asked for, what is opened is one plain name in one directory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto target = net::as_text({data, size});
  const net::MacAddress mac({0, 4, 0xf2, 0x1a, 0x24, 0x57});
  for (const std::string base : {"/phoneprovisioning", ""}) {
    const auto asked = activator::parse_file_request(base, target);
    if (!asked) continue;
    const auto name = activator::spelled_for(mac, asked->file);
    const bool plain = !name.empty() && name.front() != '.' && name.size() == asked->file.size() &&
                       name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
    const bool digits =
        !asked->number.empty() && asked->number.find_first_not_of("0123456789") == std::string::npos;
    if (!plain || !digits) std::abort();
    // Written plainly, it must mean the same.
    if (activator::parse_file_request(base, base + "/" + asked->number + "/" + asked->file) != asked) std::abort();
  }
  return 0;
}
