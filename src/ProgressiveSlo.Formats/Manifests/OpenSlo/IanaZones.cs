using System;
using System.IO;
using System.Security;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Names of time zones in the IANA database, as far as this machine has it. Small containers and older Windows have none.</summary>
/// <param name="find">Whether the machine knows a zone of that name.</param>
internal sealed class IanaZones(Func<string, bool> find)
{
    // A machine with any of the database has these.
    private readonly Lazy<bool> _hasData = new(() => find("Europe/Berlin") && find("America/New_York"));

    /// <summary>The zones of this machine.</summary>
    public static IanaZones System { get; } = new(Find);

    /// <summary>Whether there is surely no zone of that name. Without a database that is known only of names that none can have.</summary>
    public bool IsUnknown(string name) => !HasForm(name) || IsOffset(name) || (_hasData.Value && !find(name));

    private static bool HasForm(string name)
    {
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '+' or '-' or '/'))
                return false;
        }

        return name.Length > 0 && char.IsLetter(name[0]) && name[name.Length - 1] != '/';
    }

    // Windows has zones of such names; the database has them as Etc/GMT-2, with the sign turned round.
    private static bool IsOffset(string name) => name.Length > 3 && name[3] is ('+' or '-')
        && (name.StartsWith("UTC", StringComparison.Ordinal) || (name.StartsWith("GMT", StringComparison.Ordinal) && name is not ("GMT+0" or "GMT-0")));

    private static bool Find(string name)
    {
        try
        {
            TimeZoneInfo.FindSystemTimeZoneById(name);
            return true;
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
