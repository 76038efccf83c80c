using System.Runtime.InteropServices;
using System.Threading;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>
/// Writes to a file descriptor as it stands. The console stream of .NET ignores a closed pipe, and a FileStream keeps its
/// own position in a file that native commands also write to; both are wrong for a shell.
/// </summary>
internal sealed partial class UnixDescriptorStream(int descriptor) : Stream
{
    private const int InterruptedCall = 4;
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteDescriptor(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            switch (error)
            {
                case InterruptedCall:
                    break;
                case WouldBlockOnLinux or WouldBlockOnMac:
                    // The parent made a shared pipe non-blocking; wait for its reader.
                    Thread.Sleep(1);
                    break;
                default:
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteDescriptor(int descriptor, ReadOnlySpan<byte> buffer, nuint count);
}
