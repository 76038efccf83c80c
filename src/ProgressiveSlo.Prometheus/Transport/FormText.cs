using System.Globalization;
using System.Text;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>Values of forms and of queries in addresses. <c>Uri.EscapeDataString</c> refuses long ones on .NET Framework.</summary>
internal static class FormText
{
    public static string Encode(string value)
    {
        var text = new StringBuilder(value.Length * 2);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
