#include <cstddef>
#include <cstdint>

#include "net/bytes.hpp"
#include "phones/config_reading.hpp"

// Whatever a server sends as a master or configuration file is read or refused, and nothing else happens.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = net::as_text({data, size});
  const net::MacAddress mac({0x00, 0x04, 0xf2, 0x1a, 0x24, 0x57});
  (void)phones::read_master("0004f21a2457.cfg", text, mac);
  const auto read = phones::read_config({}, "phone1.cfg", text);
  if (const auto* parameters = std::get_if<phones::Parameters>(&read)) (void)phones::account_of(*parameters);
  return 0;
}
