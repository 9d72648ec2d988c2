namespace CyberVoisins.Core;

/// <summary>A strong identifier: a UUID version 7 that cannot be mistaken for the id of another kind of thing.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The UUID. Version 7, so that ids sort by creation time.</summary>
    Guid Value { get; }

    /// <summary>Wraps an existing UUID.</summary>
    static abstract TSelf Of(Guid value);
}

/// <summary>Identifies an association (the tenant).</summary>
public readonly record struct AssociationId(Guid Value) : IId<AssociationId>
{
    public static AssociationId Of(Guid value) => new(value);
    public static bool operator <(AssociationId left, AssociationId right) => left.Value < right.Value;
    public static bool operator >(AssociationId left, AssociationId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a volunteer within one association.</summary>
public readonly record struct VolunteerId(Guid Value) : IId<VolunteerId>
{
    public static VolunteerId Of(Guid value) => new(value);
    public static bool operator <(VolunteerId left, VolunteerId right) => left.Value < right.Value;
    public static bool operator >(VolunteerId left, VolunteerId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a resident within one association.</summary>
public readonly record struct ResidentId(Guid Value) : IId<ResidentId>
{
    public static ResidentId Of(Guid value) => new(value);
    public static bool operator <(ResidentId left, ResidentId right) => left.Value < right.Value;
    public static bool operator >(ResidentId left, ResidentId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>What somebody's program calls a request before the service has it, made with the draft: the same request sent twice is one.</summary>
public readonly record struct RequestKey(Guid Value) : IId<RequestKey>
{
    public static RequestKey Of(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies the merge of two records of residents.</summary>
public readonly record struct MergeId(Guid Value) : IId<MergeId>
{
    public static MergeId Of(Guid value) => new(value);
    public static bool operator <(MergeId left, MergeId right) => left.Value < right.Value;
    public static bool operator >(MergeId left, MergeId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a request that somebody began and the association completes.</summary>
public readonly record struct DraftId(Guid Value) : IId<DraftId>
{
    public static DraftId Of(Guid value) => new(value);
    public static bool operator <(DraftId left, DraftId right) => left.Value < right.Value;
    public static bool operator >(DraftId left, DraftId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a request for help.</summary>
public readonly record struct RequestId(Guid Value) : IId<RequestId>
{
    public static RequestId Of(Guid value) => new(value);
    public static bool operator <(RequestId left, RequestId right) => left.Value < right.Value;
    public static bool operator >(RequestId left, RequestId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies one offer of one request to one volunteer.</summary>
public readonly record struct OfferId(Guid Value) : IId<OfferId>
{
    public static OfferId Of(Guid value) => new(value);
    public static bool operator <(OfferId left, OfferId right) => left.Value < right.Value;
    public static bool operator >(OfferId left, OfferId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a visit.</summary>
public readonly record struct VisitId(Guid Value) : IId<VisitId>
{
    public static VisitId Of(Guid value) => new(value);
    public static bool operator <(VisitId left, VisitId right) => left.Value < right.Value;
    public static bool operator >(VisitId left, VisitId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a message of the outbox; also our reference at the SMS provider.</summary>
public readonly record struct MessageId(Guid Value) : IId<MessageId>
{
    public static MessageId Of(Guid value) => new(value);
    public static bool operator <(MessageId left, MessageId right) => left.Value < right.Value;
    public static bool operator >(MessageId left, MessageId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies somebody who may be asked about a volunteer.</summary>
public readonly record struct ReferenceId(Guid Value) : IId<ReferenceId>
{
    public static ReferenceId Of(Guid value) => new(value);
    public static bool operator <(ReferenceId left, ReferenceId right) => left.Value < right.Value;
    public static bool operator >(ReferenceId left, ReferenceId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies one time that the association gave its word.</summary>
public readonly record struct VouchingId(Guid Value) : IId<VouchingId>
{
    public static VouchingId Of(Guid value) => new(value);
    public static bool operator <(VouchingId left, VouchingId right) => left.Value < right.Value;
    public static bool operator >(VouchingId left, VouchingId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies one consent.</summary>
public readonly record struct ConsentId(Guid Value) : IId<ConsentId>
{
    public static ConsentId Of(Guid value) => new(value);
    public static bool operator <(ConsentId left, ConsentId right) => left.Value < right.Value;
    public static bool operator >(ConsentId left, ConsentId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies an invite.</summary>
public readonly record struct InviteId(Guid Value) : IId<InviteId>
{
    public static InviteId Of(Guid value) => new(value);
    public static bool operator <(InviteId left, InviteId right) => left.Value < right.Value;
    public static bool operator >(InviteId left, InviteId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies somebody who speaks for a resident.</summary>
public readonly record struct ContactId(Guid Value) : IId<ContactId>
{
    public static ContactId Of(Guid value) => new(value);
    public static bool operator <(ContactId left, ContactId right) => left.Value < right.Value;
    public static bool operator >(ContactId left, ContactId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies one open session of an account.</summary>
public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    public static SessionId Of(Guid value) => new(value);
    public static bool operator <(SessionId left, SessionId right) => left.Value < right.Value;
    public static bool operator >(SessionId left, SessionId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a token that a program uses in somebody's name.</summary>
public readonly record struct ApiTokenId(Guid Value) : IId<ApiTokenId>
{
    public static ApiTokenId Of(Guid value) => new(value);
    public static bool operator <(ApiTokenId left, ApiTokenId right) => left.Value < right.Value;
    public static bool operator >(ApiTokenId left, ApiTokenId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a question that was put to a passkey.</summary>
public readonly record struct PasskeyQuestionId(Guid Value) : IId<PasskeyQuestionId>
{
    public static PasskeyQuestionId Of(Guid value) => new(value);
    public static bool operator <(PasskeyQuestionId left, PasskeyQuestionId right) => left.Value < right.Value;
    public static bool operator >(PasskeyQuestionId left, PasskeyQuestionId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString();
}
