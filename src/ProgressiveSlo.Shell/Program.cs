using ProgressiveSlo.Shell;

// The engine reads these when its first type loads, so nothing may come before them. slo is updated with its package, not by PowerShell.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");

// The same output on every machine: invariant numbers and dates, and English, because the engine breaks lines between words only in
// languages that it knows.
var culture = new CultureInfo("en-US")
{
    NumberFormat = CultureInfo.InvariantCulture.NumberFormat,
    DateTimeFormat = CultureInfo.InvariantCulture.DateTimeFormat,
};
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;

return ShellApplication.Run(args);
