# Compares the committed reference with what the program says of itself.
execute_process(COMMAND ${SMG} --reference OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
file(READ ${REFERENCE} written)
if(NOT said STREQUAL written)
  message(FATAL_ERROR "docs/gateway-reference.md is not what the settings table says now; regenerate it:\n"
                      "  build/dev/gateway/smg --reference > docs/gateway-reference.md")
endif()
