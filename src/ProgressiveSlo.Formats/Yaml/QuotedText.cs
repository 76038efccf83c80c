using System.Globalization;
using System.IO;

namespace ProgressiveSlo.Formats.Yaml;

/// <summary>Writes text in the quotes of YAML: single ones where all characters print, otherwise double ones with escapes.</summary>
internal static class QuotedText
{
    public static void Write(string text, TextWriter output)
    {
        if (PlainText.IsOneLine(text))
            WriteSingle(text, output);
        else
            WriteDouble(text, output);
    }

    private static void WriteSingle(string text, TextWriter output)
    {
        output.Write('\'');
        output.Write(text.IndexOf('\'') < 0 ? text : text.Replace("'", "''"));
        output.Write('\'');
    }

    private static void WriteDouble(string text, TextWriter output)
    {
        output.Write('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\\')
            {
                output.Write('\\');
                output.Write(c);
            }
            else if (c is >= ' ' and < '\x7f')
            {
                output.Write(c);
            }
            else if (char.IsSurrogatePair(text, i))
            {
                output.Write("\\U" + char.ConvertToUtf32(text, i).ToString("X8", CultureInfo.InvariantCulture));
                i++;
            }
            else if (Short(c) is { } sign)
            {
                output.Write('\\');
                output.Write(sign);
            }
            else if (PlainText.Prints(text, i))
            {
                output.Write(c);
            }
            else
            {
                // Half a pair is no character, and no file in UTF-8 can hold it.
                var code = char.IsSurrogate(c) ? 0xFFFD : c;
                output.Write((code < 0x100 ? "\\x" : "\\u") + code.ToString(code < 0x100 ? "X2" : "X4", CultureInfo.InvariantCulture));
            }
        }

        output.Write('"');
    }

    private static char? Short(char c) => c switch
    {
        '\0' => '0',
        '\a' => 'a',
        '\b' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\v' => 'v',
        '\f' => 'f',
        '\r' => 'r',
        '\x1b' => 'e',
        '\x85' => 'N',
        '\xa0' => '_',
        '\u2028' => 'L',
        '\u2029' => 'P',
        _ => null,
    };
}
