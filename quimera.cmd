@echo off
rem Starts Quimera. Builds it on first use and whenever a source is newer than the build.
rem
rem   JAVA_HOME      the JDK to build and run with (otherwise the java on the PATH); 17 or newer
rem   QUIMERA_OPTS   options for the virtual machine, put after our own
rem
rem The build goes to target\quick of each module and is collected in target\app, as the file
rem "quimera" beside this one describes.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
set "app=%home%target\app"

if defined JAVA_HOME (
  set "java=%JAVA_HOME%\bin\java.exe"
) else (
  set "java="
  for %%J in (java.exe) do set "java=%%~$PATH:J"
)
if not defined java (
  echo quimera: no java found: install a JDK 17 or newer, or set JAVA_HOME>&2
  exit /b 3
)
if not exist "%java%" (
  echo quimera: JAVA_HOME is '%JAVA_HOME%', but there is no bin\java.exe in it>&2
  exit /b 3
)

set "version="
set "known="
if exist "%app%\jvm" (
  <"%app%\jvm" (
    set /p known=
    set /p version=
  )
)
if /i not "%known%"=="%java%" set "version="
if defined version goto :checked
for /f "tokens=3" %%V in ('""%java%" -version 2^>^&1"') do (
  if not defined version set "version=%%~V"
)
for /f "delims=.-+ tokens=1" %%V in ("%version%") do set "version=%%V"
if not defined version (
  echo quimera: '%java% -version' did not name a version>&2
  exit /b 3
)
if %version% LSS 17 (
  echo quimera: %java% is Java %version%; 17 or newer is needed>&2
  exit /b 3
)
:checked

set "stale="
if not exist "%app%\built" set "stale=yes"
if not defined stale (
  powershell -NoProfile -Command "$b=(Get-Item -LiteralPath $env:app\built).LastWriteTime; $n=Get-ChildItem -Path ($env:home+'pom.xml'),($env:home+'*\pom.xml'),($env:home+'*\src\main') -Recurse -File | Where-Object {$_.LastWriteTime -gt $b} | Select-Object -First 1; if ($n) {exit 1}"
  if errorlevel 1 set "stale=yes"
)
if defined stale (
  call :build
  if errorlevel 1 exit /b 3
)

rem The JavaFX jars that are not empty end in the platform's name.
set "modules="
for %%F in ("%app%\lib\javafx-*-*-*.jar") do call set "modules=%%modules%%%%F;"

set "options=-XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:-UsePerfData -Djdk.console=java.base -Xshare:auto -Xlog:disable --add-modules=javafx.controls"
rem Kept apart from the instructions that need them: see the same lines in quimera, and docs\bench.md.
set "apart=-XX:CompileCommand=dontinline"
set "options=%options% -XX:FreqInlineSize=120 -XX:CompileCommand=quiet"
set "options=%options% %apart%,quimera.*::*Slow %apart%,quimera.core.bus.Page::written"
set "options=%options% %apart%,quimera.core.bus.PortSpace::* %apart%,quimera.cpu.x86.Interrupts::*"
set "options=%options% %apart%,quimera.cpu.x86.FarTransfers::* %apart%,quimera.cpu.x86.Segmentation::load*"
set "options=%options% %apart%,quimera.cpu.x86.Strings*::repeat %apart%,quimera.cpu.x86.Strings*::many"
set "options=%options% %apart%,quimera.cpu.x86.Paging::walk %apart%,quimera.cpu.x86.Paging::refusal"
set "options=%options% %apart%,quimera.cpu.x86.CodeCache::at"
for %%J in ("%java%") do if exist "%%~dpJserver\classes_nocoops.jsa" set "options=%options% -XX:-UseCompressedOops"
if %version% GEQ 22 set "options=%options% --enable-native-access=ALL-UNNAMED,javafx.graphics"
if %version% GEQ 23 set "options=%options% --sun-misc-unsafe-memory-access=allow"

if not exist "%app%\console.jsa" if not exist "%app%\archived-%version%" (
  echo quimera: preparing for quick starts ...>&2
  "%java%" %options% "-XX:ArchiveClassesAtExit=%app%\console.jsa" --module-path "%modules%" -cp "%app%\lib\*" quimera.cli.Main run --display none --speed max --max-instructions 30000000 <nul >nul 2>&1
  type nul >"%app%\archived-%version%"
  >"%app%\jvm" (
    echo %java%
    echo %version%
  )
)

"%java%" %options% "-XX:SharedArchiveFile=%app%\console.jsa" %QUIMERA_OPTS% --module-path "%modules%" -cp "%app%\lib\*" quimera.cli.Main %*
exit /b %errorlevel%

:build
where mvn >nul 2>&1
if errorlevel 1 (
  echo quimera: no mvn found: install Maven 3.8 or newer ^(needed to build^)>&2
  exit /b 3
)
if not exist "%app%" mkdir "%app%"
echo quimera: building ...>&2
type nul >"%app%\building"
pushd "%home%"
call mvn -B -Dstyle.color=never -Dquick -pl gui -am package >"%app%\build.log" 2>&1
set "result=%errorlevel%"
popd
if not "%result%"=="0" (
  findstr /b /c:"[ERROR] " "%app%\build.log" >&2
  echo quimera: the build failed; all of it is in %app%\build.log>&2
  exit /b 3
)
if exist "%app%\lib" rmdir /s /q "%app%\lib"
mkdir "%app%\lib"
copy /y "%home%gui\target\quick\lib\*.jar" "%app%\lib" >nul
copy /y "%home%gui\target\quick\quimera-gui-*.jar" "%app%\lib" >nul
del /q "%app%\*.jsa" "%app%\archived-*" "%app%\jvm" 2>nul
move /y "%app%\building" "%app%\built" >nul
exit /b 0
