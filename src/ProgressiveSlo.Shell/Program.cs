using System;
using System.Globalization;
using ProgressiveSlo.Shell;

// The engine reads this when its first type loads, so nothing may come before it.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

// The same output on every machine: invariant numbers and dates, and English, because the engine breaks lines between
// words only in languages that it knows.
var culture = new CultureInfo("en-US")
{
    NumberFormat = CultureInfo.InvariantCulture.NumberFormat,
    DateTimeFormat = CultureInfo.InvariantCulture.DateTimeFormat,
};
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;

return ShellApplication.Run(args);
