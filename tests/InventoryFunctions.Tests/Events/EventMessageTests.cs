using System.Text;
using System.Text.Json;
using Azure.Messaging;
using FsCheck;
using FsCheck.Fluent;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Events;

namespace InventoryFunctions.Tests.Events;

public sealed class EventMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_AnyEventsPlainOrBase64_AreTheEventsThatWereWritten() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonEmptyArray<NonEmptyString>>(), ArbMap.Default.ArbFor<bool>(), (texts, base64) =>
        {
            string[] messages = [.. texts.Get.Select(text => new string([.. text.Get.Where(c => !char.IsSurrogate(c))]))];
            CloudEvent[] events = [.. messages.Select((text, i) => InventoryEvents.Create($"{i}", Now, new InventoryAlert("s", text)))];
            BinaryData body = EventBatch.Join([.. events.Select(written => JsonSerializer.SerializeToUtf8Bytes(written))]);

            IReadOnlyList<ReceivedEvent> read = EventMessage.Read(base64 ? BinaryData.FromString(Convert.ToBase64String(body)) : body);

            Assert.All(read, received => Assert.Null(received.Refusal));
            Assert.Equal(events.Select(written => written.Id), read.Select(received => received.Event!.Id));
            Assert.Equal(messages, read.Select(received => InventoryEvents.Read<InventoryAlert>(received.Event!).Message));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyBytesAtAll_AreReadOrRefusedButNeverCrash() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<bool>(), (bytes, base64) =>
            Refusals(base64 ? BinaryData.FromString(Convert.ToBase64String(bytes)) : BinaryData.FromBytes(bytes)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnEventCutAnywhere_IsRefused()
    {
        byte[] whole = JsonSerializer.SerializeToUtf8Bytes(InventoryEvents.Create("o-1", Now, new NewOrderReceived("o-1", ProductId: "tv", Quantity: 1)));

        Assert.All(Enumerable.Range(0, whole.Length), length =>
            Assert.Throws<InvalidEventException>(() => EventMessage.Read(BinaryData.FromBytes(whole.AsMemory(0, length)))));
        Assert.NotNull(Assert.Single(EventMessage.Read(BinaryData.FromBytes(whole))).Event);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("[{]")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("W10=")]
    public void Read_NoEventsAtAll_IsRefusedWithAReason(string body)
    {
        InvalidEventException refused = Assert.Throws<InvalidEventException>(() => EventMessage.Read(BinaryData.FromString(body)));

        Assert.StartsWith("message must be a CloudEvent in JSON", refused.Message);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"id":"1","source":"s","type":"t"}""")]
    [InlineData("""{"specversion":"1.0","source":"s","type":"t"}""")]
    [InlineData("""{"specversion":"1.0","id":"","source":"s","type":"t"}""")]
    [InlineData("""{"specversion":"1.0","id":1,"source":"s","type":"t"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","time":"noon"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"???"}""")]
    [InlineData("""{"id":"1","eventType":"t","subject":"s","data":{},"dataVersion":"1","eventTime":"2026-03-01T12:00:00Z"}""")]
    [InlineData("42")]
    public void Read_ArrayWithOneThatIsNoCloudEvent_RefusesThatOneOnly(string broken)
    {
        string sound = JsonSerializer.Serialize(InventoryEvents.Create("o-1", Now, new NewOrderReceived("o-1")));

        IReadOnlyList<ReceivedEvent> read = EventMessage.Read(BinaryData.FromString($"[{sound},{broken}]"));

        Assert.Equal("o-1", read[0].Event!.Id);
        Assert.Null(read[1].Event);
        Assert.StartsWith("message must be a CloudEvent 1.0", read[1].Refusal!.Message);
        Assert.Equal(broken, read[1].Body.ToString());
    }

    [Theory]
    [InlineData("{\"orderId\":\"x1\"}", "specversion is missing, id is missing, source is missing, type is missing, orderId is no attribute: "
        + "those have lower-case letters and digits, and what the event tells belongs in data")]
    [InlineData("{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"secret\":1}}", "specversion is missing")]
    [InlineData("{\"specversion\":\"0.3\",\"id\":\"\",\"source\":1,\"type\":null}",
        "specversion must be 1.0, id must be text in quotes, and not empty, source must be text in quotes, and not empty, type must be text in quotes, and not empty")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"noon\"}", "time must be a time such as 2026-01-31T12:00:00Z")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"???\"}", "data_base64 must be base64")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"subject\":1}", "an attribute is not as CloudEvents have it")]
    [InlineData("5", "it is no JSON object")]
    public void Read_NoCloudEvent_IsRefusedInOurWordsWithFieldAndRule(string broken, string rules) => Assert.Equal(
        $"message must be a CloudEvent 1.0, with specversion, id, source, type: {rules}",
        Assert.Single(EventMessage.Read(BinaryData.FromString($"[{broken}]"))).Refusal!.Message);

    [Fact]
    public void Read_ByteOrderMarkAndBlanks_AreNoMatter()
    {
        string sound = JsonSerializer.Serialize(InventoryEvents.Create("o-1", Now, new NewOrderReceived("o-1")));

        Assert.Equal("o-1", EventMessage.Read(BinaryData.FromString($"\uFEFF\n {sound} \n"))[0].Event!.Id);
        Assert.Equal("o-1", EventMessage.Read(BinaryData.FromString(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\uFEFF{sound}\n"))))[0].Event!.Id);
    }

    private static void Refusals(BinaryData body)
    {
        try
        {
            Assert.NotEmpty(EventMessage.Read(body));
        }
        catch (InvalidEventException refused)
        {
            Assert.NotEmpty(refused.Rules);
        }
    }
}
