# Warnings, sanitizers, and the rule that no sentence of the source ends up depending on the machine's paths.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-maybe-uninitialized)  # g++ 12 is wrong about std::optional (GCC bug 80635)
endif()
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

if(DIALTONE_SANITIZE)
  add_compile_options(-fsanitize=${DIALTONE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DIALTONE_SANITIZE})
endif()

# Asserts stay on in every build that CI makes: an impossible state must stop the run (docs/errors).
string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
