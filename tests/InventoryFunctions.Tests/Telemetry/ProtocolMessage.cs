using System.Text;
using Google.Protobuf;

namespace InventoryFunctions.Tests.Telemetry;

/// <summary>A Protocol Buffers message by field numbers, as far as texts, bytes and messages within it go; the numbers are those of the .proto files.</summary>
internal sealed class ProtocolMessage
{
    private readonly List<(int Field, byte[] Value)> _fields = [];

    public ProtocolMessage(byte[] content)
    {
        CodedInputStream input = new(content);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                _fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray()));
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    public IEnumerable<ProtocolMessage> All(int field) => _fields.Where(each => each.Field == field).Select(each => new ProtocolMessage(each.Value));

    public IEnumerable<ProtocolMessage> All(int field, params IEnumerable<int> within) =>
        within.Aggregate(All(field), (messages, next) => messages.SelectMany(message => message.All(next)));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    private byte[] Bytes(int field) => _fields.LastOrDefault(each => each.Field == field).Value ?? [];
}
