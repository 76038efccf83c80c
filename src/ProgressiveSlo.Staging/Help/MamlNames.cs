using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace ProgressiveSlo.Staging.Help;

/// <summary>The XML namespaces of MAML and the element that all of its texts are made of.</summary>
internal static class MamlNames
{
    public static readonly XNamespace Help = "http://msh";
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static IEnumerable<XElement> Paras(IEnumerable<string> paragraphs) =>
        paragraphs.Select(p => new XElement(Maml + "para", p));

    /// <summary>MAML is read by people who compare builds too: booleans are lower case as in the schema.</summary>
    public static string Text(bool value) => value ? "true" : "false";
}
