# Warnings, sanitizers, linker: the same for every target of the house.
option(COMITY_TESTS "Build the tests" ON)
set(COMITY_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
option(COMITY_FUZZ "Build the fuzz targets (clang only)" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
                                  CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros
                                  ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wno-missing-field-initializers -Werror)
if(CMAKE_UNITY_BUILD)
  # Several files of a target are compiled as one unit (decision 0010): there a name would count as
  # hidden by one of another file, and what stands in a source's anonymous namespace as a header's.
  # The trees `debug` and `lint` compile file by file, and look for both.
  add_compile_options(-Wno-shadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-subobject-linkage)
  endif()
endif()
set(COMITY_UNOPTIMISED "")
if(COMITY_SANITIZE)
  # Much code that runs briefly: optimising what the sanitizers put in takes twice as long as all
  # the rest of its compilation, and saves the tests nothing that one would notice.
  set(COMITY_UNOPTIMISED model grammar render store service http cli app)
  add_compile_options(-fsanitize=${COMITY_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${COMITY_SANITIZE})
  if(COMITY_SANITIZE MATCHES undefined)
    # The check of vptr asks by pipe(2) whether memory can be read; in a confined reader no pipe can
    # be made, and every virtual call into a shared library would count as wrong.
    add_compile_options(-fno-sanitize=vptr)
    # The address sanitizer sees what these two look for, and they are a third of the compile time.
    add_compile_options(-fno-sanitize=null,object-size)
  endif()
  add_compile_definitions(COMITY_SANITIZED)
  if(COMITY_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()
if(COMITY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# A file that includes Beast needs about 0.8 GB to compile, so those go one at a time.
set_property(GLOBAL PROPERTY JOB_POOLS heavy=1)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overflows and overlaps in inlined std::string code that cannot happen (PR 105329,
  # PR 105651); the sanitizers look for the real ones.
  add_compile_options(-Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict -Wno-array-bounds
                      -Wno-maybe-uninitialized)
endif()
