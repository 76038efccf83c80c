using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Names of services and SLOs as Sloth accepts them: letters, digits, '-', '_', '.', at least two, the first and last a letter or digit.</summary>
internal static class SlothName
{
    public const string Rule = "Use at least two of the letters a to z and A to Z, digits, '-', '_' and '.'; first and last a letter or digit";

    public static bool IsValid(string name)
    {
        if (name.Length < 2 || !IsLetterOrDigit(name[0]) || !IsLetterOrDigit(name[name.Length - 1]))
            return false;
        foreach (var c in name)
        {
            if (!IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    /// <summary>The name itself when Sloth accepts it, or else one made from it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What stands before a name that is too short.</param>
    public static string Make(string name, string prefix)
    {
        if (IsValid(name))
            return name;
        var slug = ServiceName.Slug(name);
        return IsValid(slug) ? slug : prefix + "-" + slug;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
