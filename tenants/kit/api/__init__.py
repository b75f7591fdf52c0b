'''What every endpoint is made of. How to write one (``<app>/api/`` has serializers.py, views.py, urls.py):

    class CommitmentSerializer(ApiModelSerializer):             # serializers.py: the form of the JSON, no rules
        dueDate = DayField(source="due_date")      # camelCase by ``source=``
        class Meta:
            model = Commitment
            fields = ("id", "description", "dueDate", "status")
            read_only_fields = ("status",)                      # a body that tries to set these is refused

    class Commitments(ListView):                                # views.py: GET a page of rows, POST makes one
        """Commitments of a programme."""                       # becomes the text in the OpenAPI document
        scope = Scope.COMMITMENTS_READ                          # what a key needs; None where every key may
        write_scope = Scope.COMMITMENTS_WRITE
        queryset = Commitment.objects.select_related("partner") # limited by ``visible_to(caller)`` for you
        serializer_class = CommitmentSerializer                 # ``input_serializer_class`` when a body differs
        filters = CommitmentFilters                             # the room `filters.py`; the page uses the same
        parent = Parent(Program.objects.all(), "program_id")    # 404 when the caller may not see it
        can = {"POST": can_offer_commitment}                    # (caller, parent), or (caller) without a parent
        item_name = "api-commitment"                            # for the Location header
        def create(self, data, by):                             # ``data`` has Python names; call the action
            return offer_commitment(self.parent_row, by=by, on=today(), **data)

    class CommitmentItem(ItemView):                             # GET one; PUT, PATCH, DELETE when named in ``can``
        can = {"PATCH": can_change_commitment}                  # (caller, row); ``change(row, data, by)``, ``remove``

    urlpatterns = [path("programs/<uuid:program_id>/commitments", Commitments.as_view(), name="api-commitments"), …]
Say ``public = True`` where an anonymous caller may read. Write ``ApiView`` with ``get``/``post`` for anything else.'''
