using System.IO.Compression;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Files;

/// <summary>Text files that may be packed by gzip, which their first two bytes tell.</summary>
internal static class PackedFile
{
    private const int BufferSize = 81920;

    /// <summary>The text of a file, unpacked; neither the file nor its text is larger than the limit.</summary>
    /// <exception cref="SloDocumentException">It cannot be read, is damaged, or is too large.</exception>
    public static string Read(string path, string displayPath, DocumentLimits limits)
    {
        var bytes = DocumentFile.ReadBytes(path, displayPath, limits);
        return DocumentFile.Decode(IsPacked(bytes) ? Unpack(bytes, displayPath, limits) : bytes, displayPath, limits);
    }

    private static bool IsPacked(byte[] bytes) => bytes.Length > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;

    private static byte[] Unpack(byte[] packed, string displayPath, DocumentLimits limits)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var buffer = new byte[BufferSize];
            for (int count; (count = gzip.Read(buffer, 0, buffer.Length)) > 0; )
            {
                unpacked.Write(buffer, 0, count);

                // A few bytes can unpack to gigabytes; what is larger is refused as a plain file would be.
                if (unpacked.Length > limits.Bytes)
                    break;
            }
        }
        catch (InvalidDataException)
        {
            throw new SloDocumentException(
                new DocumentProblem(
                    displayPath,
                    0,
                    0,
                    new FieldProblem("", "The file begins like one packed by gzip and cannot be unpacked", "Check that it is whole")
                )
            );
        }

        return unpacked.ToArray();
    }
}
