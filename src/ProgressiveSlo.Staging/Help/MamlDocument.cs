using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ProgressiveSlo.Staging.Help;

/// <summary>The help file of an assembly, as bytes that depend on nothing but its content.</summary>
internal static class MamlDocument
{
    public static byte[] Write(IEnumerable<XElement> commands)
    {
        var document = new XDocument(
            new XComment(" Generated from docs/cmdlets. Edit the pages there. "),
            new XElement(MamlNames.Help + "helpItems", new XAttribute("schema", "maml"), commands));

        // The same bytes on every system: no byte order mark, LF.
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
            document.Save(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
