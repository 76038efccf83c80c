using System;
using System.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Puts a text together from characters and single bytes. Bytes that together are UTF-8 become the character; a byte that is no part
/// of one becomes the lone surrogate U+DC00 + byte, which no other text contains.
/// </summary>
internal sealed class Utf8Builder(int capacity)
{
    private byte[] _bytes = new byte[capacity + 4];
    private int _count;

    public void AppendByte(byte value)
    {
        if (_count == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        _bytes[_count++] = value;
    }

    public void Append(int rune)
    {
        if (rune < 0x80)
        {
            AppendByte((byte)rune);
            return;
        }

        if (rune >= 0x10000)
        {
            AppendByte((byte)(0xF0 | (rune >> 18)));
            AppendByte((byte)(0x80 | ((rune >> 12) & 0x3F)));
        }
        else if (rune >= 0x800)
        {
            AppendByte((byte)(0xE0 | (rune >> 12)));
        }

        AppendByte(rune >= 0x800 ? (byte)(0x80 | ((rune >> 6) & 0x3F)) : (byte)(0xC0 | (rune >> 6)));
        AppendByte((byte)(0x80 | (rune & 0x3F)));
    }

    public override string ToString()
    {
        var text = new StringBuilder(_count);
        for (var i = 0; i < _count;)
        {
            var length = Decode(i, out var rune);
            if (length == 0)
            {
                text.Append((char)(0xDC00 + _bytes[i]));
                i++;
                continue;
            }

            if (rune >= 0x10000)
                text.Append(char.ConvertFromUtf32(rune));
            else
                text.Append((char)rune);
            i += length;
        }

        return text.ToString();
    }

    // Length of the character at an index, or 0 when the bytes there are none.
    private int Decode(int start, out int rune)
    {
        var first = _bytes[start];
        rune = first;
        if (first < 0x80)
            return 1;
        var length = first switch { < 0xC2 => 0, < 0xE0 => 2, < 0xF0 => 3, < 0xF5 => 4, _ => 0 };
        if (length == 0 || start + length > _count)
            return 0;
        rune = first & (0xFF >> (length + 1));
        for (var i = 1; i < length; i++)
        {
            var next = _bytes[start + i];
            if ((next & 0xC0) != 0x80)
                return 0;
            rune = (rune << 6) | (next & 0x3F);
        }

        var isOverlong = (length == 3 && rune < 0x800) || (length == 4 && rune < 0x10000);
        return isOverlong || rune > 0x10FFFF || rune is >= 0xD800 and < 0xE000 ? 0 : length;
    }
}
